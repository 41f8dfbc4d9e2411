import { createApiGateway } from './api-gateway/api-gateway.ts';
import { createEndpoint } from './aws-endpoint/endpoint.ts';
import type { Faults } from './aws-endpoint/fault.ts';
import { createFaults } from './aws-endpoint/faults.ts';
import { createLocalControls } from './aws-endpoint/local-controls.ts';
import type { MovableClock } from './clock/clock.ts';
import type { SharedTime } from './clock/shared-time.ts';
import { createMovableClock } from './clock/movable-clock.ts';
import { readCloudAssembly } from './cloud-assembly/read-cloud-assembly.ts';
import type { UserPool } from './cognito/options.ts';
import { createUserPools } from './cognito/user-pools.ts';
import { createGatekeeper } from './iam/gatekeeper.ts';
import type { Identity } from './iam/identity.ts';
import { createIdentityRegistry } from './iam/registry/identity-registry.ts';
import type { Invoker } from './lambda/invoker.ts';
import { refuseUnserved } from './stack/claims.ts';
import { closeServer, listen, settlePort, urlOf } from './stack/ports.ts';
import { createServices } from './stack/services.ts';

export interface StackOptions {
  /** A cloud assembly with one stack. */
  readonly assemblyDir: string;
  /** Port of the HTTP API; 0 for a free one. */
  readonly port: number;
  /** Port of the AWS endpoint; 0 for a free one. */
  readonly awsPort: number;
  /** Nobody is asked who he is. Default: everybody is. */
  readonly noAuth?: boolean;
  /** Each line that a function logs. */
  readonly onLogLine?: (logGroup: string, line: string) => void;
}

export interface LocalStack {
  readonly url: string;
  readonly awsUrl: string;
  readonly region: string;
  readonly clock: MovableClock;
  /** One for each managed policy that the template attaches to nobody, holding just that policy. */
  readonly users: readonly Identity[];
  readonly root: Identity;
  readonly pools: readonly UserPool[];
  readonly outputs: Readonly<Record<string, string>>;
  readonly invoker: Invoker;
  /** Breaks calls of AWS clients, to see what comes of it. */
  readonly faults: Faults;
  stop(): Promise<void>;
}

const ENVIRONMENT = { account: '000000000000', region: 'us-east-1' } as const;

/**
 * Runs the stack of a cloud assembly on this machine: its template, its bundles, nothing else.
 * @throws PortTakenError, or an Error that names what this local stack can't run
 */
export async function startStack(options: StackOptions): Promise<LocalStack> {
  const [port, awsPort] = await Promise.all([settlePort(options.port), settlePort(options.awsPort)]);
  const [url, awsUrl] = [urlOf(port), urlOf(awsPort)];
  const clock = createMovableClock({ running: true });
  const { api, endpoint, registry, pools, outputs, invoker, faults, close } = await assemble(options, {
    url,
    awsUrl,
    clock,
  });

  const stop = async (): Promise<void> => {
    await closeServer(api);
    await close();
    await closeServer(endpoint);
  };
  try {
    await listen(endpoint, awsPort);
    await listen(api, port);
  } catch (error) {
    await stop();
    throw error;
  }
  const { users, root } = registry;
  const { region } = ENVIRONMENT;
  return { url, awsUrl, region, clock, users, root, pools, outputs, invoker, faults, stop };
}

interface Place {
  readonly url: string;
  readonly awsUrl: string;
  readonly clock: MovableClock & SharedTime;
}

/** Everything of the template, and the two servers before it, not yet listening. */
async function assemble(options: StackOptions, { url, awsUrl, clock }: Place) {
  const { assemblyDir, noAuth = false, onLogLine = () => undefined } = options;
  const environment = ENVIRONMENT;
  const assembly = readCloudAssembly({ assemblyDir, environment, apiUrl: url, awsUrl });
  const { resources, outputs } = assembly;
  refuseUnserved(resources);
  const registry = createIdentityRegistry({ resources, environment });
  const userPools = await createUserPools({ resources, environment, clock, endpointUrl: awsUrl });
  const { anonymousTargets, pools } = userPools;
  const gatekeeper = createGatekeeper({ registry, environment, clock, noAuth, anonymousTargets });
  const shared = { assembly, environment, clock, awsUrl, registry, gatekeeper, onLogLine };
  const services = await createServices({ ...shared, pools: userPools });
  const { lambda: invoker, close } = services;
  const faults = createFaults();
  const controls = createLocalControls({ clock, faults });
  const endpoint = createEndpoint({
    jsonServices: services.jsonServices,
    restServices: [controls, ...services.restServices],
    gatekeeper,
    faults,
    clock,
    onlyFromThisMachine: noAuth,
  });
  const api = createApiGateway({
    resources,
    environment,
    clock,
    invoker,
    registry,
    jwtAuthorities: pools,
    noAuth,
  });
  return { api, endpoint, registry, pools, outputs, invoker, faults, close };
}
