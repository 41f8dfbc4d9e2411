import type { Server } from 'node:http';
import type { Faults } from './aws-endpoint/fault.ts';
import type { MovableClock } from './clock/clock.ts';
import type { UserPool } from './cognito/options.ts';
import type { Identity } from './iam/identity.ts';
import type { AsyncInvoker, Invoker } from './lambda/invoker.ts';
import type { LogSource } from './logs/log-event.ts';
import { createApi, createAwsEndpoint } from './stack/servers.ts';
import { closeServer, holdPort, type HeldPort } from './stack/ports.ts';
import { closeServices, provision } from './stack/provision.ts';
import { readStack } from './stack/read-stack.ts';
import { createServices, type Services } from './stack/services.ts';
import type { AnswerObserver } from './api-gateway/options.ts';
import type { RestCallObserver } from './stack/call-hooks.ts';
import type { CallObserver } from './stack/observed-service.ts';
import type { StackClock } from './stack/stack-clock.ts';

export interface StackOptions {
  /** A cloud assembly: `app.synth()`. */
  readonly assemblyDir: string;
  /** The only stack of the assembly when absent. */
  readonly stackName?: string;
  /** Port of the HTTP API; 0 for a free one. */
  readonly port: number;
  /** Port of the AWS endpoint; 0 for a free one. */
  readonly awsPort: number;
  /** Nobody is asked who he is. Default: everybody is. */
  readonly noAuth?: boolean;
  /** Values of template parameters, by logical id. */
  readonly parameters?: Readonly<Record<string, string>>;
  /** JSON file of SSM parameters, `{"/name": "value"}`, that exist before the stack does. */
  readonly ssmFile?: string;
  /** A folder that keeps everything but logs over restarts. Default: in memory only. */
  readonly stateDir?: string;
  /**
   * A folder outside any project that keeps copies of the functions' code, and what was compiled of it, from one start to
   * the next. Code folders of one name have to hold the same, as CDK's do. Default: the copies go with the stack.
   */
  readonly codeCache?: string;
  /** Default: one that runs, and that goes on from where `stateDir` has it. */
  readonly clock?: StackClock;
  /** Each line that a function logs. */
  readonly onLogLine?: (logGroup: string, line: string) => void;
  /** Each call of a service that speaks JSON, once it has succeeded. */
  readonly onAwsCall?: CallObserver;
  /** Each call of S3 that is understood and signed, presigned ones included. */
  readonly onS3Call?: RestCallObserver;
  /** Each answer of the HTTP API, as it was sent. */
  readonly onAnswer?: AnswerObserver;
}

export interface LocalStack {
  readonly stackName: string;
  readonly url: string;
  readonly awsUrl: string;
  readonly region: string;
  readonly clock: MovableClock;
  /** One for each managed policy that the template attaches to nobody, holding just that policy. */
  readonly users: readonly Identity[];
  /** Those that the template gives its functions and state machines: to call AWS as one of them. */
  readonly roles: readonly Identity[];
  readonly root: Identity;
  readonly pools: readonly UserPool[];
  readonly outputs: Readonly<Record<string, string>>;
  readonly invoker: Invoker & AsyncInvoker;
  readonly logs: LogSource;
  readonly faults: Faults;
  /** Ends everything that was started, and frees the ports. */
  stop(): Promise<void>;
}

/**
 * Runs the stack of a cloud assembly on this machine: its template, its bundles, nothing else.
 * @throws PortTakenError, or an Error that names what this local stack can't run
 */
export async function startStack(options: StackOptions): Promise<LocalStack> {
  // Threads share the time zone of the process, and functions run in UTC.
  process.env['TZ'] = 'UTC';
  const cleanUp: (() => Promise<void>)[] = [];
  const stop = async (): Promise<void> => {
    for (const step of cleanUp.splice(0).reverse()) await step();
  };
  try {
    return { ...(await start(options, cleanUp)), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Adds to `cleanUp` what undoes each step, as it is taken. */
async function start(
  options: StackOptions,
  cleanUp: (() => Promise<void>)[],
): Promise<Omit<LocalStack, 'stop'>> {
  const apiPort = await holdPort(options.port);
  cleanUp.push(() => apiPort.release());
  const awsPort = await holdPort(options.awsPort);
  cleanUp.push(() => awsPort.release());

  const stack = await readStack(options, { apiUrl: apiPort.url, awsUrl: awsPort.url });
  const services = await createServices({ ...stack, onS3Call: options.onS3Call });
  cleanUp.push(() => closeServices(services));
  forwardLogs(services, options.onLogLine);

  // Before anything runs: what a restart resumes calls AWS at once.
  await serveOn(awsPort, createAwsEndpoint(stack, services, options.onAwsCall), cleanUp);
  await provision(services, stack.assembly.resources);
  await serveOn(apiPort, createApi(stack, services, options.onAnswer), cleanUp);

  const { clock, registry, userPools, assembly, environment, faults } = stack;
  return {
    stackName: assembly.stackName,
    url: apiPort.url,
    awsUrl: awsPort.url,
    region: environment.region,
    clock,
    users: registry.users,
    roles: registry.roles,
    root: registry.root,
    pools: userPools.pools,
    outputs: assembly.outputs,
    invoker: services.lambda,
    logs: services.logs.store,
    faults,
  };
}

async function serveOn(port: HeldPort, server: Server, cleanUp: (() => Promise<void>)[]): Promise<void> {
  cleanUp.push(() => closeServer(server));
  await port.serve(server);
}

/** Embedded metrics are recorded before whoever caused a line gets his answer. */
function forwardLogs({ logs, cloudwatch }: Services, onLogLine: StackOptions['onLogLine']): void {
  logs.store.subscribe(({ logGroup, message }) => {
    cloudwatch.ingestLogLine(logGroup, message);
    onLogLine?.(logGroup, message);
  });
}
