import { resolve } from 'node:path';
import { startStack, type LocalStack, type StackOptions } from '../../local/stack.ts';
import { holdPort } from '../../local/stack/ports.ts';
import type { AccessKey } from '../../rehearsal/credentials.ts';
import { keepMetricsToken } from './metrics-token.ts';
import type { StartOptions } from './options.ts';
import { shownOf } from './show-line.ts';

/** The local stack, and who may call it. */
export interface RunningStack extends LocalStack {
  /** Holds the policy for the serving team. */
  readonly serviceKey: AccessKey;
  /** Holds the policy for trainers. */
  readonly trainerKey: AccessKey;
  /** Bearer token of GET /metrics. */
  readonly metricsToken: string;
  /** An access token of the user of that name: viewer, operator, approver or admin. */
  readonly tokenOf: (username: string) => Promise<string>;
}

/** AWS clients get the port after the API's. */
const portsOf = ({ port }: Pick<StartOptions, 'port'>) => ({ port, awsPort: port === 0 ? 0 : port + 1 });

/**
 * Before anything is built: nobody should wait for the news that his port is taken.
 * @throws PortTakenError
 */
export async function checkPorts(options: Pick<StartOptions, 'port'>): Promise<void> {
  const { port, awsPort } = portsOf(options);
  for (const wanted of [port, awsPort]) {
    const held = await holdPort(wanted);
    await held.release();
  }
}

export async function launchStack(
  assemblyDir: string,
  options: Pick<StartOptions, 'port' | 'noAuth' | 'state'>,
  settings: Pick<StackOptions, 'parameters' | 'clock' | 'onAwsCall' | 'onS3Call' | 'onAnswer'> = {},
): Promise<RunningStack> {
  const { noAuth, state } = options;
  const stack = await startStack({
    assemblyDir,
    ...portsOf(options),
    noAuth,
    ...settings,
    ...(state !== undefined && { stateDir: resolve(state) }),
    onLogLine: show,
  });
  const [serving, trainer] = ['Serving', 'Trainer'].map((policy) =>
    stack.users.find(({ name }) => name.includes(policy)),
  );
  const [pool] = stack.pools;
  if (!serving || !trainer || !pool)
    throw new Error('The template has no policy for the serving team or for trainers, or no user pool');
  const tokenOf = async (username: string) => (await pool.issueAccessToken(username)).accessToken;
  const metricsToken = await keepMetricsToken(stack);
  return {
    ...stack,
    serviceKey: serving.credentials,
    trainerKey: trainer.credentials,
    metricsToken,
    tokenOf,
  };
}

function show(logGroup: string, line: string): void {
  const shown = shownOf(logGroup, line);
  if (shown !== undefined) process.stderr.write(`${shown}\n`);
}
