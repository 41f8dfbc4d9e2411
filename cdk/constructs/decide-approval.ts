import { ArnFormat, Stack } from 'aws-cdk-lib';
import { ManagedPolicy, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { CfnStateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import type { Config } from '../../lib/config/config.ts';
import { acknowledgeWildcard } from '../nag/acknowledge-wildcard.ts';
import { acknowledge } from '../nag/acknowledge.ts';
import type { BundledFunction } from './bundled-function.ts';

export interface DecideApprovalProps {
  readonly stage: Config['stage'];
  readonly decisions: BundledFunction;
}

/**
 * Decides an approval from the Step Functions console: input {approval_id, decision, plan_hash, comment?}. Whoever may
 * start it is an approver; it fails with the reason when the decision is not taken.
 */
export class DecideApproval extends Construct {
  readonly machine: CfnStateMachine;
  /** To attach to the roles of people who approve in the console. */
  readonly approver: ManagedPolicy;

  constructor(scope: Construct, id: string, { stage, decisions }: DecideApprovalProps) {
    super(scope, id);
    const name = `artisan-${stage.name}-decide-approval`;
    const role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('states.amazonaws.com') });
    role.addToPolicy(
      new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [decisions.functionArn] }),
    );
    this.machine = new CfnStateMachine(this, 'Machine', {
      stateMachineName: name,
      roleArn: role.roleArn,
      definitionString: Stack.of(this).toJsonString(definition(decisions.functionArn)),
    });
    this.machine.node.addDependency(role);
    acknowledge(this.machine, 'AwsSolutions-SF1', 'Its decisions are on record with their approval.');
    for (const finding of ['AwsSolutions-SF2', 'Serverless-StepFunctionStateMachineXray'])
      acknowledge(this.machine, finding, 'One task: there is nothing to trace.');
    this.approver = this.#approver(name);
  }

  #approver(name: string): ManagedPolicy {
    const executions = Stack.of(this).formatArn({
      service: 'states',
      resource: 'execution',
      resourceName: `${name}:*`,
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    });
    const policy = new ManagedPolicy(this, 'Approver', {
      description: 'For approvers: decide approvals of runbooks in the Step Functions console',
      statements: [
        new PolicyStatement({ actions: ['states:StartExecution'], resources: [this.machine.ref] }),
        new PolicyStatement({ actions: ['states:DescribeExecution'], resources: [executions] }),
      ],
    });
    acknowledgeWildcard(policy, executions, 'Each decision is an execution with a name of its own.');
    return policy;
  }
}

/** A decision may be repeated, so what passes by itself is tried again: after 1, 2 and 4 s. */
const RETRY = {
  ErrorEquals: [
    'Lambda.ServiceException',
    'Lambda.AWSLambdaException',
    'Lambda.SdkClientException',
    'Lambda.TooManyRequestsException',
    'Lambda.Unknown',
    'StoreUnavailableError',
  ],
  IntervalSeconds: 1,
  BackoffRate: 2,
  MaxAttempts: 3,
};

/** The cause of a function's error is JSON text with its message in it. */
const CAUSE =
  '{% ($cause := $states.errorOutput.Cause; ' +
  '$exists($cause) and $substring($cause, 0, 1) = "{" ? $parse($cause).errorMessage : $string($cause)) %}';

function definition(functionName: string): object {
  return {
    Comment:
      'Decides an approval: {"approval_id", "decision": "approve" or "reject", "plan_hash", "comment"?}',
    QueryLanguage: 'JSONata',
    StartAt: 'Decide',
    TimeoutSeconds: 300,
    States: {
      Decide: {
        Type: 'Task',
        Resource: 'arn:aws:states:::lambda:invoke',
        Arguments: {
          FunctionName: functionName,
          // Last, so that nobody gives himself another name.
          Payload: '{% $merge([$states.input, {"actor": $states.context.Execution.Id}]) %}',
        },
        Output: '{% $states.result.Payload %}',
        TimeoutSeconds: 60,
        Retry: [RETRY],
        Catch: [
          {
            ErrorEquals: ['States.ALL'],
            Assign: { refusal: { error: '{% $states.errorOutput.Error %}', cause: CAUSE } },
            Next: 'Not taken',
          },
        ],
        End: true,
      },
      'Not taken': { Type: 'Fail', Error: '{% $refusal.error %}', Cause: '{% $refusal.cause %}' },
    },
  };
}
