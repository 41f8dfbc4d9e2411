import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { Bench, Row } from './bench.ts';
import { artisan, reportOneBatch } from './breakers/artisan.ts';
import { contest, steady } from './breakers/contest.ts';
import type { Contestant } from './breakers/contestant.ts';
import { opossum } from './breakers/opossum.ts';
import { publishedPattern } from './breakers/published-pattern.ts';
import { startCountedDynamoDb, type Operation } from './operations/counted-dynamodb.ts';
import { REGION } from './selections/environment.ts';

const READS = new Set(['GetItem', 'BatchGetItem', 'Query']);

export const breakers: Bench = {
  title: 'Circuit breakers side by side',
  method:
    'Fifty callers at once, in fifty containers, on one local DynamoDB that counts operations. A model fails for all of them ' +
    'while fifty requests are still on their way: the next fifty are to be refused. Those on their way come back well: ' +
    'still refused. The wait ends: one of fifty is to go. It goes well: all are to go. 200 decisions; containers may go by ' +
    'what they read a second ago. Beside ours: the pattern of circuitbreaker-lambda (one item, read before and written ' +
    'whole after each request), re-made on the same table, and opossum, which keeps its state in the process. Operations ' +
    'are those of requests that all go well, outcomes reported in batches of 100 where a batch exists; they hold the ' +
    'read a second and container.',
  run: async () => {
    const { url, operations, close } = await startCountedDynamoDb();
    const credentials = { accessKeyId: 'bench', secretAccessKey: 'bench' };
    const client = new DynamoDBClient({ endpoint: url, region: REGION, credentials });
    try {
      return await measure(client, operations);
    } finally {
      client.destroy();
      await close();
    }
  },
};

async function measure(client: DynamoDBClient, log: Operation[]): Promise<readonly Row[]> {
  const inProcess = [opossum('a process each'), opossum('one process')];
  const others = [publishedPattern(client), ...inProcess];
  const rows = [...(await rowsOf(artisan(client), log, true))];
  const before = log.length;
  const outcomes = await reportOneBatch(client);
  const batch = log.slice(before);
  const writes = batch.filter(({ name }) => !READS.has(name)).length;
  rows.push(
    row('artisan, batch of 100: writes an outcome', writes / outcomes, { limit: { atMost: 0.1 } }),
    row('artisan, batch of 100: operations an outcome', batch.length / outcomes, { limit: { atMost: 0.1 } }),
  );
  for (const other of others) rows.push(...(await rowsOf(other, log, false)));
  for (const contestant of inProcess) contestant.stop();
  return rows;
}

async function rowsOf(contestant: Contestant, log: Operation[], isOurs: boolean): Promise<readonly Row[]> {
  const { name } = contestant;
  const { right, decisions } = await contest(contestant);
  const before = log.length;
  const requests = await steady(contestant);
  const operations = (log.length - before) / requests;
  const [share, each] = isOurs ? [{ limit: { atLeast: 100 } }, { limit: { atMost: 0.2 } }] : [{}, {}];
  return [
    row(`${name}: right decisions`, (100 * right) / decisions, { unit: '%', ...share }),
    row(`${name}: operations a request`, operations, each),
  ];
}

const row = (name: string, figure: number, more: Partial<Pick<Row, 'unit' | 'limit'>>): Row => ({
  name,
  figure,
  unit: '',
  ...more,
});
