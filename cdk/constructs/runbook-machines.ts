import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { DefinitionBody, LogLevel, StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import type { Config } from '../../lib/config/config.ts';
import { runbooksOf } from '../../lib/config/runbooks.ts';
import { deployedFunction, machineName } from '../../lib/contracts/runbook-names.ts';
import { signalsOf } from '../monitoring/signals.ts';
import { acknowledge } from '../nag/acknowledge.ts';
import { assertKnownAlarms } from '../runbooks/assert-known-alarms.ts';
import { compileRunbook } from '../runbooks/compile-runbook.ts';
import type { TaskFunctions } from '../runbooks/definition.ts';
import type { BundledFunction } from './bundled-function.ts';
import { StageLogGroup } from './stage-log-group.ts';

export interface RunbookMachinesProps {
  readonly config: Config;
  readonly functions: Readonly<Record<keyof TaskFunctions, BundledFunction>>;
}

/** A Standard state machine for each file of configs/runbooks. All of them do the same: call three functions. */
export class RunbookMachines extends Construct {
  constructor(scope: Construct, id: string, { config, functions }: RunbookMachinesProps) {
    super(scope, id);
    const { stage } = config;
    const runbooks = runbooksOf(config);
    assertKnownAlarms(
      runbooks,
      signalsOf(config).map(({ name }) => name),
    );
    if (runbooks.length === 0) return;
    const role = this.#role(Object.values(functions));
    const logGroup = new StageLogGroup(this, 'Log', {
      stage,
      // "/aws/vendedlogs/": the policy of the log service itself covers it, however many machines there are.
      logGroupName: `/aws/vendedlogs/states/artisan-${stage.name}-runbooks`,
    });
    const settings = {
      functions: {
        steps: deployedFunction(stage.name, 'runbook-steps'),
        plans: deployedFunction(stage.name, 'runbook-plans'),
        approvalGate: deployedFunction(stage.name, 'approval-gate'),
      },
      approvalTimeoutSeconds: config.approvals.timeout / 1_000,
    };
    acknowledge(
      role,
      'AwsSolutions-IAM5[Resource::*]',
      'Log delivery takes no resource: it is the account that is asked.',
    );
    for (const runbook of runbooks) {
      const machine = new StateMachine(this, runbook.id, {
        stateMachineName: machineName(stage.name, runbook.id),
        definitionBody: DefinitionBody.fromString(JSON.stringify(compileRunbook(runbook, settings))),
        role,
        // Execution data holds task tokens: it is never logged.
        logs: { destination: logGroup, level: LogLevel.ERROR, includeExecutionData: false },
      });
      acknowledgeMachine(machine);
    }
  }

  #role(functions: readonly BundledFunction[]): Role {
    const role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('states.amazonaws.com') });
    role.addToPolicy(
      new PolicyStatement({
        actions: ['lambda:InvokeFunction'],
        resources: functions.map(({ functionArn }) => functionArn),
      }),
    );
    return role;
  }
}

function acknowledgeMachine(machine: StateMachine): void {
  acknowledge(
    machine,
    'AwsSolutions-SF1',
    'The history of an execution has every event for 90 days; the log is for errors.',
  );
  for (const finding of ['AwsSolutions-SF2', 'Serverless-StepFunctionStateMachineXray'])
    acknowledge(machine, finding, 'Its history times each state; traces would add nothing to it.');
}
