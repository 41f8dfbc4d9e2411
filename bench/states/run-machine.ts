import { EventEmitter, once } from 'node:events';
import { createMovableClock } from '../../local/clock/movable-clock.ts';
import { createStates } from '../../local/states/states.ts';

const MACHINE = 'arn:aws:states:eu-north-1:123456789012:stateMachine:bench';

export interface RunOptions {
  readonly executions: number;
  /** In memory when absent. */
  readonly stateDir?: string;
}

/** The seconds that each execution takes, one after the other. Its function answers at once with what it is given. */
export async function runMachine(
  definition: object,
  { executions, stateDir }: RunOptions,
): Promise<readonly number[]> {
  const ends = new EventEmitter();
  const states = createStates({
    clock: createMovableClock({ running: true }),
    environment: { account: '123456789012', region: 'eu-north-1' },
    invoker: { invoke: (_, payload) => Promise.resolve({ payload, requestId: 'bench' }) },
    callAws: () => Promise.reject(new Error('The machines of the bench call no service')),
    onStatusChange: ({ detail }) => {
      if (detail['status'] !== 'RUNNING') ends.emit('end', detail['status']);
    },
    ...(stateDir !== undefined && { stateDir }),
  });
  const Definition = definition;
  const properties = { RoleArn: 'arn:aws:iam::123456789012:role/machine', Definition };
  const type = 'AWS::StepFunctions::StateMachine';
  states.provision([{ logicalId: 'Machine', type, physicalId: MACHINE, properties }]);
  const seconds: number[] = [];
  while (seconds.length < executions) {
    const startedAt = performance.now();
    const ended = once(ends, 'end');
    await states.startExecution({ stateMachineArn: MACHINE, input: '{"round":0}' });
    const values: unknown[] = await ended;
    const [status] = values;
    if (status !== 'SUCCEEDED') throw new Error(`An execution ended as ${String(status)}`);
    seconds.push((performance.now() - startedAt) / 1_000);
  }
  await states.close();
  return seconds;
}
