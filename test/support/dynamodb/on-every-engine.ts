import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { clientOf, startLocalDynamoDb } from './local-dynamodb.ts';
import { findReference, startReference } from './reference-dynamodb.ts';

interface Engine {
  readonly client: DynamoDBClient;
  stop(): Promise<void>;
}

/**
 * Registers a contract for this repository's DynamoDB, in memory and in a folder (where commits take time, and so let
 * callers get in each other's way), and for the official DynamoDB Local where it can be run.
 */
export function onEveryEngine(contract: string, suite: (client: () => DynamoDBClient) => void): void {
  describeOn(contract, { start: startLocalDynamoDb, suite });
  describeOn(`${contract}, in a folder`, { start: startInFolder, suite });
  const reference = findReference();
  if ('missing' in reference) {
    if (process.env['ARTISAN_REFERENCE'] === '1') {
      process.stderr.write(`${contract}: not run on DynamoDB Local: ${reference.missing}\n`);
    }
    it.skip(`${contract}, on the official DynamoDB Local (${reference.missing})`, () => undefined);
    return;
  }
  const start = async (): Promise<Engine> => {
    const { url, stop } = await startReference(reference.folder);
    const client = clientOf(url);
    return {
      client,
      stop: async () => {
        client.destroy();
        await stop();
      },
    };
  };
  describeOn(`${contract}, on the official DynamoDB Local`, { start, suite });
}

async function startInFolder(): Promise<Engine> {
  const path = mkdtempSync(join(tmpdir(), 'dynamodb-'));
  const { client, stop } = await startLocalDynamoDb({ path });
  return {
    client,
    stop: async () => {
      await stop();
      rmSync(path, { recursive: true });
    },
  };
}

function describeOn(
  title: string,
  { start, suite }: { start: () => Promise<Engine>; suite: (client: () => DynamoDBClient) => void },
): void {
  describe(title, () => {
    let engine: Engine | undefined;

    beforeAll(async () => {
      engine = await start();
    });

    afterAll(async () => {
      await engine?.stop();
    });

    suite(() => {
      if (!engine) throw new Error('The engine has not started');
      return engine.client;
    });
  });
}
