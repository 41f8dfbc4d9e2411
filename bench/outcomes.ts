import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { BUDGET } from '../lib/cost/usage.ts';
import { createDependencies } from '../functions/outcomes/dependencies.ts';
import { DynamoDbSigningKeyStore } from '../lib/aws/dynamodb-signing-key-store.ts';
import { parseEnvironment } from '../lib/contracts/environment.ts';
import type { OutcomeReport } from '../lib/contracts/outcomes.ts';
import { signSelection } from '../lib/traffic/selection-id.ts';
import type { Bench, Row } from './bench.ts';
import { startCountedDynamoDb, type Operation } from './operations/counted-dynamodb.ts';
import { REGION, runtimeVariables, selectionsVariables, TABLES } from './selections/environment.ts';

const BATCHES = 50;
const OUTCOMES = 100;
const KEY = Buffer.alloc(32, 7);
const MODES = ['fast', 'balanced', 'creative'] as const;

export const outcomes: Bench = {
  title: 'DynamoDB operations per outcome',
  method:
    `${BATCHES} batches of ${OUTCOMES} outcomes, one after the other, over all three modes and so all three models, on a local ` +
    'DynamoDB that counts each operation as it arrives, and the capacity units that it reports; each item of a transaction ' +
    'is a write. Reads are the breakers before a batch and the window of each of them after it.',
  run: async () => {
    const { url, operations, close } = await startCountedDynamoDb();
    try {
      const report = await startOutcomes(url);
      const rows: Row[] = [];
      for (const kind of ['with a key', 'without a key'] as const) {
        operations.length = 0;
        for (let batch = 0; batch < BATCHES; batch += 1) {
          const identity = { key: `key-${batch}`, fingerprint: 'bench' };
          const { answer } = await report(
            aBatch(`${kind}-${batch}`),
            kind === 'with a key' ? identity : undefined,
          );
          if (answer.accepted !== OUTCOMES) throw new Error(`Only ${answer.accepted} of a batch were taken`);
        }
        rows.push(...rowsOf(kind, operations));
      }
      return rows;
    } finally {
      await close();
    }
  },
};

async function startOutcomes(endpoint: string) {
  Object.assign(process.env, runtimeVariables(endpoint));
  delete process.env['AWS_PROFILE'];
  const credentials = { accessKeyId: 'bench', secretAccessKey: 'bench' };
  const client = new DynamoDBClient({ endpoint, region: REGION, credentials });
  await new DynamoDbSigningKeyStore(client, TABLES.control).loadOrCreate(KEY);
  client.destroy();
  const surroundings = { log: { error: () => undefined }, metrics: () => undefined };
  return createDependencies(parseEnvironment('outcomes', selectionsVariables()), surroundings).report;
}

function aBatch(name: string): OutcomeReport[] {
  return Array.from({ length: OUTCOMES }, (_, index) => {
    const mode = MODES[index % MODES.length] ?? 'fast';
    const claims = { mode, assignedMode: mode, at: Date.now(), weightsVersion: 1, nonce: `${name}-${index}` };
    return { selection_id: signSelection(claims, KEY), mode, status: 'ok', latency_ms: 100 + index };
  });
}

function rowsOf(kind: string, operations: readonly Operation[]): readonly Row[] {
  const total = BATCHES * OUTCOMES;
  const transactions = operations.filter(({ name }) => name === 'TransactWriteItems');
  const reads = operations.filter(({ name }) => ['BatchGetItem', 'Query', 'GetItem'].includes(name));
  const others = operations.length - transactions.length - reads.length;
  const writes = transactions.reduce((sum, { items = 0 }) => sum + items, others);
  const row = (name: string, figure: number, limit?: { atMost: number }): Row => ({
    name: `${kind}: ${name}`,
    figure: figure / total,
    unit: '',
    ...(limit && { limit }),
  });
  return [
    row('writes', writes, { atMost: 0.1 }),
    row('write units', unitsOf(transactions), { atMost: BUDGET.outcome.writeUnits }),
    row('reads', reads.length, { atMost: 0.1 }),
    row('read units', unitsOf(reads), { atMost: BUDGET.outcome.readUnits }),
  ];
}

const unitsOf = (operations: readonly Operation[]): number =>
  operations.reduce((sum, { units }) => sum + units, 0);
