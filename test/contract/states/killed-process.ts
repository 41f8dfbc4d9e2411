/**
 * Runs by itself, to be killed: Step Functions over HTTP with its executions in the folder of the first argument, on a
 * clock of its own. Prints its address, then the token of each callback task.
 */
import { createEndpoint } from '../../../local/aws-endpoint/endpoint.ts';
import { openGatekeeper } from '../../../local/aws-endpoint/open-gatekeeper.ts';
import { createMovableClock } from '../../../local/clock/movable-clock.ts';
import { createStates } from '../../../local/states/states.ts';
import { serve } from '../../support/serve.ts';

const [, , stateDir = ''] = process.argv;

const states = createStates({
  clock: createMovableClock({ running: true }),
  environment: { account: '123456789012', region: 'us-east-1' },
  invoker: {
    invoke: (_, payload) => {
      process.stdout.write(`${payload}\n`);
      return Promise.resolve({ payload: 'null', requestId: 'r' });
    },
  },
  callAws: () => Promise.resolve({}),
  stateDir,
});

const endpoint = createEndpoint({
  jsonServices: [states.service],
  restServices: [],
  gatekeeper: openGatekeeper,
});
const { url } = await serve(endpoint);
states.provision([
  {
    logicalId: 'Machine',
    type: 'AWS::StepFunctions::StateMachine',
    physicalId: 'arn:aws:states:us-east-1:123456789012:stateMachine:m',
    properties: {
      RoleArn: 'arn:aws:iam::123456789012:role/machine',
      Definition: {
        QueryLanguage: 'JSONata',
        StartAt: 'Ask',
        States: {
          Ask: {
            Type: 'Task',
            Resource: 'arn:aws:states:::lambda:invoke.waitForTaskToken',
            Arguments: {
              FunctionName: 'ask',
              Payload: {
                name: '{% $states.context.Execution.Name %}',
                token: '{% $states.context.Task.Token %}',
              },
            },
            End: true,
          },
        },
      },
    },
  },
]);
process.stdout.write(`${url}\n`);
