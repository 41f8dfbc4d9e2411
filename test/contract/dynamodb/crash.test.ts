import {
  paginateScan,
  TransactWriteItemsCommand,
  type AttributeValue,
  type DynamoDBClient,
} from '@aws-sdk/client-dynamodb';
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { ACCOUNTS, BANK, NOTES, OPENED_AT, OPENING_BALANCE } from '../../support/dynamodb/bank.ts';
import { failureOf } from '../../support/dynamodb/failure.ts';
import { createMovableClock } from '../../../local/clock/movable-clock.ts';
import { startLocalDynamoDb } from '../../support/dynamodb/local-dynamodb.ts';

/** Each after so many acknowledgements more, in the midst of whatever eight workers are doing. */
const KILLS = [1, 40, 333, 800];

let path: string;

beforeEach(() => {
  path = mkdtempSync(join(tmpdir(), 'dynamodb-'));
});

afterEach(() => {
  rmSync(path, { recursive: true });
});

/** Runs bank-process.ts, kills it after so many acknowledgements, and answers all of them. */
async function killAfter(acknowledgements: number, round: number): Promise<string[]> {
  const script = join(import.meta.dirname, '../../support/dynamodb/bank-process.ts');
  const child = spawn(process.execPath, [script, path, `round-${round}`], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const lines: string[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    lines.push(line);
    if (lines.length === acknowledgements) child.kill('SIGKILL');
  }
  return lines;
}

async function scan(client: DynamoDBClient, TableName: string, IndexName?: string) {
  const items: Record<string, AttributeValue>[] = [];
  const request = { TableName, ...(IndexName !== undefined && { IndexName }) };
  for await (const page of paginateScan({ client }, request)) items.push(...(page.Items ?? []));
  return items;
}

const ids = (items: Record<string, AttributeValue>[]) => items.map(({ id }) => id?.S ?? '');

it('after each kill -9 every acknowledged write is there, and no transaction in part', async () => {
  const acknowledged: string[] = [];

  for (const [round, acknowledgements] of KILLS.entries()) {
    const lines = await killAfter(acknowledgements, round);
    acknowledged.push(...lines);
    const clock = createMovableClock({ running: false, startAt: OPENED_AT });
    const { client, stop } = await startLocalDynamoDb({ path, clock });
    const balances = (await scan(client, BANK)).map(({ balance }) => Number(balance?.N));
    const notes = ids(await scan(client, NOTES));
    const indexed = ids(await scan(client, NOTES, 'byRound'));
    const token = lines.find((line) => line.startsWith('transfer'))?.slice('transfer '.length);
    const reuse = token === undefined ? undefined : await failureOf(anotherRequest(client, token));
    await stop();

    expect(lines.length).toBeGreaterThanOrEqual(acknowledgements);
    expect(balances.reduce((sum, balance) => sum + balance, 0)).toBe(ACCOUNTS.length * OPENING_BALANCE);
    expect(Math.min(...balances)).toBeGreaterThanOrEqual(0);
    expect(
      acknowledged.map((line) => line.replace('transfer ', '')).filter((id) => !new Set(notes).has(id)),
    ).toEqual([]);
    expect(indexed.sort()).toEqual(notes.sort());
    expect(reuse?.name ?? 'IdempotentParameterMismatchException').toBe(
      'IdempotentParameterMismatchException',
    );
  }

  expect(acknowledged.some((line) => line.startsWith('transfer'))).toBe(true);
});

function anotherRequest(client: DynamoDBClient, token: string) {
  return client.send(
    new TransactWriteItemsCommand({
      ClientRequestToken: token,
      TransactItems: [{ Delete: { TableName: NOTES, Key: { id: { S: 'another' } } } }],
    }),
  );
}
