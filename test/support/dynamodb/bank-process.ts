/**
 * Moves money between accounts and puts notes, eight at a time and without end, and says on stdout what was
 * acknowledged: `<id of the note>`, with `transfer` before it if a transaction with that token put it. Run by
 * crash.test.ts as `node bank-process.ts <folder> <round>`, to be killed.
 */
import { writeSync } from 'node:fs';
import { AwsError } from '../../../local/aws-endpoint/aws-error.ts';
import { createMovableClock } from '../../../local/clock/movable-clock.ts';
import { createDynamoDb } from '../../../local/dynamodb/create-dynamodb.ts';
import { ACCOUNTS, BANK, BANK_TABLES, NOTES, OPENED_AT, OPENING_BALANCE } from './bank.ts';

const [path = '', round = ''] = process.argv.slice(2);
const { service, provision } = createDynamoDb({
  clock: createMovableClock({ running: false, startAt: OPENED_AT }),
  environment: { account: '123456789012', region: 'eu-north-1' },
  path,
});

const call = (operation: string, input: Record<string, unknown>) =>
  service.call({ operation, input, principal: { arn: 'local:root' } });

function unless(code: string): (error: unknown) => void {
  return (error) => {
    if (!(error instanceof AwsError) || error.code !== code) throw error;
  };
}

async function open(): Promise<void> {
  for (const id of ACCOUNTS) {
    await call('PutItem', {
      TableName: BANK,
      Item: { id: { S: id }, balance: { N: String(OPENING_BALANCE) } },
      ConditionExpression: 'attribute_not_exists(id)',
    }).catch(unless('ConditionalCheckFailedException'));
  }
}

const change = (id: string | undefined, by: number) => ({
  Update: {
    TableName: BANK,
    Key: { id: { S: id } },
    UpdateExpression: 'ADD balance :by',
    ExpressionAttributeValues: { ':by': { N: String(by) }, ...(by < 0 && { ':least': { N: String(-by) } }) },
    ...(by < 0 && { ConditionExpression: 'balance >= :least' }),
  },
});

async function transfer(id: string, number: number): Promise<void> {
  const [from, to] = [ACCOUNTS[number % ACCOUNTS.length], ACCOUNTS[(number * 3 + 1) % ACCOUNTS.length]];
  if (from === to) return;
  await call('TransactWriteItems', {
    ClientRequestToken: id,
    TransactItems: [
      change(from, -(number % 30) - 1),
      change(to, (number % 30) + 1),
      { Put: { TableName: NOTES, Item: note(id) } },
    ],
  });
  writeSync(1, `transfer ${id}\n`);
}

const note = (id: string) => ({ id: { S: id }, round: { S: round } });

async function work(worker: number): Promise<void> {
  for (let number = worker; ; number += 8) {
    const id = `${round}-${number}`;
    await call('PutItem', { TableName: NOTES, Item: note(`put-${id}`) });
    writeSync(1, `put-${id}\n`);
    await transfer(id, number).catch(unless('TransactionCanceledException'));
  }
}

await provision(BANK_TABLES);
await open();
await Promise.all([0, 1, 2, 3, 4, 5, 6, 7].map(work));
