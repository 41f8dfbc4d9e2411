import type { Server } from 'node:http';
import { createEndpoint } from '../../../local/aws-endpoint/endpoint.ts';
import { openGatekeeper } from '../../../local/aws-endpoint/open-gatekeeper.ts';
import type { Permission } from '../../../local/aws-endpoint/service.ts';
import { createMovableClock } from '../../../local/clock/movable-clock.ts';
import type { States } from '../../../local/states/states-api.ts';
import { createStates } from '../../../local/states/states.ts';
import { awsJsonClient, type AwsJsonClient } from '../../support/aws-json-client.ts';
import { serve } from '../../support/serve.ts';

export const ACCOUNT = 'arn:aws:states:us-east-1:123456789012';
export const ROLE = 'arn:aws:iam::123456789012:role/machine';

/** Asks a function, waits for its token, and ends as that says. */
export const approval = {
  QueryLanguage: 'JSONata',
  StartAt: 'Ask',
  States: {
    Ask: {
      Type: 'Task',
      Resource: 'arn:aws:states:::lambda:invoke.waitForTaskToken',
      Arguments: { FunctionName: 'ask', Payload: { token: '{% $states.context.Task.Token %}' } },
      Catch: [{ ErrorEquals: ['Rejected'], Next: 'No' }],
      Next: 'Yes',
    },
    Yes: { Type: 'Succeed', Output: { approved: '{% $states.input %}' } },
    No: { Type: 'Fail', Error: 'NotApproved', Cause: '{% $states.input.Cause %}' },
  },
};

/** Ends at once. */
export const quick = { QueryLanguage: 'JSONata', StartAt: 'Done', States: { Done: { Type: 'Succeed' } } };

export const MACHINE = `${ACCOUNT}:stateMachine:approval`;
export const QUICK = `${ACCOUNT}:stateMachine:quick`;

export interface ServedStates {
  readonly call: AwsJsonClient;
  /** Tokens that functions were called with, in order. */
  readonly tokens: readonly string[];
  /** What IAM was asked for, in order. */
  readonly permissions: readonly Permission[];
  close(): Promise<void>;
}

/** Step Functions over HTTP with both machines, on a clock that runs. */
export async function serveStates(): Promise<ServedStates> {
  const tokens: string[] = [];
  const permissions: Permission[] = [];
  const states = createStates({
    clock: createMovableClock({ running: true }),
    environment: { account: '123456789012', region: 'us-east-1' },
    invoker: {
      invoke: (_, payload) => {
        tokens.push((JSON.parse(payload) as { readonly token: string }).token);
        return Promise.resolve({ payload: 'null', requestId: 'r' });
      },
    },
    callAws: () => Promise.resolve({}),
  });
  provision(states);
  const served = await serve(endpointOf(states, permissions));
  return {
    call: awsJsonClient(served.url, { targetPrefix: 'AWSStepFunctions', protocol: 'json-1.0' }),
    tokens,
    permissions,
    close: async () => {
      await served.close();
      await states.close();
    },
  };
}

function provision(states: States): void {
  const properties = {
    RoleArn: ROLE,
    StateMachineType: 'STANDARD',
    LoggingConfiguration: {
      Level: 'ERROR',
      IncludeExecutionData: false,
      Destinations: [{ CloudWatchLogsLogGroup: { LogGroupArn: 'arn:aws:logs:x' } }],
    },
    TracingConfiguration: { Enabled: true },
    Tags: [{ Key: 'a', Value: 'b' }],
  };
  const type = 'AWS::StepFunctions::StateMachine';
  states.provision([
    {
      logicalId: 'Approval',
      type,
      physicalId: MACHINE,
      properties: {
        ...properties,
        DefinitionString: JSON.stringify(approval).replace('"ask"', '"${function}"'),
        DefinitionSubstitutions: { function: 'ask' },
      },
    },
    { logicalId: 'Quick', type, physicalId: QUICK, properties: { ...properties, Definition: quick } },
  ]);
}

function endpointOf(states: States, permissions: Permission[]): Server {
  return createEndpoint({
    jsonServices: [states.service],
    restServices: [],
    gatekeeper: {
      ...openGatekeeper,
      authorize: (_, wanted) => {
        permissions.push(...wanted);
      },
    },
  });
}
