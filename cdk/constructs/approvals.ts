import { ArnFormat, Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import type { Config } from '../../lib/config/config.ts';
import type { ApprovalsConfig } from '../../lib/contracts/approvals-config.ts';
import { acknowledgeWildcard } from '../nag/acknowledge-wildcard.ts';
import { BundledFunction, type FunctionSettings } from './bundled-function.ts';
import type { ControlTable } from './control-table.ts';

export interface ApprovalsProps extends FunctionSettings {
  readonly config: Config;
  readonly controlTable: ControlTable;
}

/** People asked by runbooks: where a state machine asks. */
export class Approvals extends Construct {
  /** Tasks of runbooks' state machines. */
  readonly gate: BundledFunction;

  constructor(scope: Construct, id: string, props: ApprovalsProps) {
    super(scope, id);
    const { config, controlTable, ...settings } = props;
    const environment = approvalsEnvironment(config);

    this.gate = new BundledFunction(this, 'Gate', {
      ...settings,
      functionName: 'approval-gate',
      description: 'Asks people for an approval on behalf of a runbook, and tells it what has become of it',
      memoryMb: 256,
      // A transaction on a slow table, then the callback: see transact.ts and sfn-client.ts.
      timeoutSeconds: 25,
      environment,
    });
    controlTable.grantSettleApprovals(this.gate);
    controlTable.grantHoldForApproval(this.gate);
    this.#grantTell(this.gate, settings.stage.name);
  }

  /** To wake the state machines of this stage that wait. */
  #grantTell(fn: BundledFunction, stage: string): void {
    const machines = Stack.of(this).formatArn({
      service: 'states',
      resource: 'stateMachine',
      resourceName: `artisan-${stage}-*`,
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    });
    fn.addToRolePolicy(
      new PolicyStatement({
        actions: ['states:SendTaskSuccess', 'states:SendTaskHeartbeat'],
        resources: [machines],
      }),
    );
    acknowledgeWildcard(
      fn.executionRole,
      machines,
      'A runbook is a file, and so a state machine: the functions that it calls cannot depend on it.',
    );
  }
}

/** What the approval functions need of approvals.yaml, as the variable APPROVALS_CONFIG. */
function approvalsEnvironment({ approvals }: Config): { APPROVALS_CONFIG: string } {
  const { timeout, warn_before, accept_raw_callbacks } = approvals;
  const config: ApprovalsConfig = {
    timeout_ms: timeout,
    warn_before_ms: warn_before,
    accept_raw_callbacks,
  };
  return { APPROVALS_CONFIG: JSON.stringify(config) };
}
