import { AwsError } from '../aws-endpoint/aws-error.ts';
import type { JsonCall, JsonService } from '../aws-endpoint/service.ts';
import type { Clock } from '../clock/clock.ts';
import type { Environment, Resource } from '../cloud-assembly/resource.ts';
import { requireDynalite } from './engine/dynalite-version.ts';
import type { Engine } from './engine/engine.ts';
import { cacheParsedExpressions } from './engine/parse-cache.ts';
import { createOperations } from './operations.ts';
import { toPermissions } from './permissions/permissions.ts';
import { createKeyLocks } from './storage/key-locks.ts';
import { createStorage } from './storage/storage.ts';
import { createTables } from './tables/tables.ts';
import { provisionTables } from './template/provision.ts';
import { startSweeper } from './time-to-live/sweeper.ts';
import { createRequestTokens } from './transactions/request-tokens.ts';

requireDynalite();
cacheParsedExpressions();

export interface DynamoDbOptions {
  readonly clock: Clock;
  readonly environment: Environment;
  /** A folder of its own that keeps everything over restarts. Default: in memory only. */
  readonly path?: string;
}

export interface DynamoDb {
  /** AWS JSON 1.0, API version 2012-08-10. */
  readonly service: JsonService;
  /**
   * Makes the tables of AWS::DynamoDB::Table and AWS::DynamoDB::GlobalTable; items in tables that exist stay. Other
   * types are left alone. Throws an Error that names what is not supported, or the folder that can't be used.
   */
  provision(resources: readonly Resource[]): Promise<void>;
  /** Waits for the writes that have begun, and closes the folder. */
  close(): Promise<void>;
}

export function createDynamoDb({ clock, environment, path }: DynamoDbOptions): DynamoDb {
  const storage = createStorage(path);
  const tables = createTables(storage);
  const tokens = createRequestTokens(storage, clock);
  const engine: Engine = { clock, environment, storage, tables, locks: createKeyLocks() };
  const opened = storage
    .open()
    .then(() => Promise.all([tables.load(), tokens.load()]))
    .then(() => startSweeper(engine));
  // Whoever uses the service first hears of it.
  opened.catch(() => undefined);
  return {
    service: createService(engine, createOperations(tokens), opened),
    provision: async (resources) => {
      await opened;
      await provisionTables(engine, resources);
    },
    close: async () => {
      const sweeper = await opened.catch(() => undefined);
      await sweeper?.stop();
      await storage.close();
    },
  };
}

function createService(
  engine: Engine,
  operations: ReturnType<typeof createOperations>,
  opened: Promise<unknown>,
): JsonService {
  const find = ({ operation }: JsonCall) => {
    const found = operations.get(operation);
    if (found) return found;
    const message = `This local DynamoDB does not support ${operation}`;
    throw new AwsError('UnknownOperationException', message, { statusCode: 501 });
  };
  return {
    protocol: 'json-1.0',
    targetPrefix: 'DynamoDB_20120810',
    permissions: (call) =>
      toPermissions(engine.environment, find(call).touches(call.operation, call.input, engine.tables)),
    call: async (call) => {
      const { operate } = find(call);
      await opened;
      return operate(engine, call.input);
    },
  };
}
