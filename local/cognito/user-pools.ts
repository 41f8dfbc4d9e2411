import { AwsError } from '../aws-endpoint/aws-error.ts';
import type { OperationContext } from './api/operation.ts';
import { anonymousTargets, createCognitoService } from './api/service.ts';
import type { UserPools, UserPoolsOptions } from './options.ts';
import { openPool } from './pool/open-pool.ts';
import { createUserPool, type RunningPool } from './pool/user-pool.ts';
import { createDiscovery } from './rest/discovery.ts';
import { createLocalTokens } from './rest/local-tokens.ts';
import { readPools } from './template/read-pools.ts';

/** Runs the user pools of a template. Rejects for what could not be run as the template means it. */
export async function createUserPools(options: UserPoolsOptions): Promise<UserPools> {
  const { resources, environment, clock, endpointUrl, stateDir, noAuth = false } = options;
  const pools = await Promise.all(
    readPools(resources).map(async (model) => {
      const opened = await openPool(model, { clock, stateDir });
      return createUserPool({ model, opened, clock, region: environment.region, endpointUrl, noAuth });
    }),
  );
  const context: OperationContext = {
    clock,
    pool: (id) =>
      found(
        pools.find((pool) => pool.id === id),
        `User pool ${id} does not exist.`,
      ),
    poolOfClient: (clientId) =>
      found(
        pools.find(({ clientIds }) => clientIds.includes(clientId)),
        `User pool client ${clientId} does not exist.`,
      ),
  };
  return {
    pools,
    jsonService: createCognitoService(context, environment),
    restServices: [createDiscovery(pools), createLocalTokens(pools)],
    anonymousTargets,
  };
}

function found(pool: RunningPool | undefined, message: string): RunningPool {
  if (pool) return pool;
  throw new AwsError('ResourceNotFoundException', message);
}
