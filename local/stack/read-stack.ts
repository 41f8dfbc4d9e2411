import { createFaults } from '../aws-endpoint/faults.ts';
import { createLocalControls } from '../aws-endpoint/local-controls.ts';
import { readCloudAssembly, type CloudAssemblyOptions } from '../cloud-assembly/read-cloud-assembly.ts';
import { createUserPools } from '../cognito/user-pools.ts';
import { createGatekeeper } from '../iam/gatekeeper.ts';
import { createIdentityRegistry } from '../iam/registry/identity-registry.ts';
import { openParameterStore } from '../ssm/parameter-store.ts';
import { join } from 'node:path';
import { refuseUnserved } from './claims.ts';
import { openStackClock, type StackClock } from './stack-clock.ts';

const ENVIRONMENT = { account: '000000000000', region: 'us-east-1' } as const;

export interface ReadStackOptions {
  readonly assemblyDir: string;
  readonly stackName?: string;
  readonly noAuth?: boolean;
  readonly parameters?: Readonly<Record<string, string>>;
  readonly ssmFile?: string;
  readonly stateDir?: string;
  readonly codeCache?: string;
  readonly clock?: StackClock;
}

export type ReadStack = Awaited<ReturnType<typeof readStack>>;

/** The template with everything in it resolved, and those who may call it. Runs nothing yet. */
export async function readStack(
  options: ReadStackOptions,
  { apiUrl, awsUrl }: Pick<CloudAssemblyOptions, 'apiUrl' | 'awsUrl'>,
) {
  const { noAuth = false, stateDir, stackName, parameters } = options;
  const environment = ENVIRONMENT;
  const ssmFile = options.ssmFile ?? (stateDir === undefined ? undefined : join(stateDir, 'ssm.json'));
  const known = openParameterStore(ssmFile);
  const assembly = readCloudAssembly({
    assemblyDir: options.assemblyDir,
    environment,
    apiUrl,
    awsUrl,
    lookupParameter: (name) => known.get(name)?.Value,
    ...(stackName !== undefined && { stackName }),
    ...(parameters !== undefined && { parameters }),
  });
  const { resources } = assembly;
  refuseUnserved(resources);
  const clock = options.clock ?? (await openStackClock(stateDir));
  const registry = createIdentityRegistry({ resources, environment });
  const userPools = await createUserPools({
    resources,
    environment,
    clock,
    endpointUrl: awsUrl,
    noAuth,
    ...(stateDir !== undefined && { stateDir: join(stateDir, 'cognito') }),
  });
  const { anonymousTargets } = userPools;
  const gatekeeper = createGatekeeper({ registry, environment, clock, noAuth, anonymousTargets });
  const faults = createFaults();
  const controls = createLocalControls({ clock, faults, users: registry.users });
  return {
    ...{ assembly, environment, clock, awsUrl, noAuth, stateDir, ssmFile, codeCache: options.codeCache },
    ...{ registry, userPools, gatekeeper, faults, controls },
  };
}
