import type { FaultKind } from '../../local/aws-endpoint/fault.ts';
import { DynamoDbTrafficCounters } from '../../lib/aws/dynamodb-traffic-counters.ts';
import { startArtisan, type ArtisanStack } from '../support/artisan-stack.ts';

/** More than any bounded number of tries. */
const FOR_GOOD = 1_000;

let artisan: ArtisanStack;
beforeAll(async () => {
  artisan = await startArtisan();
});
afterAll(() => artisan.stop());
afterEach(() => {
  artisan.stack.faults.clear();
});

const table = () => artisan.stack.outputs['ControlTableName'] ?? '';

const inject = (kind: FaultKind, operation: string, times = FOR_GOOD) =>
  artisan.stack.faults.inject({ service: 'dynamodb', operation, kind, times, resource: table() });

async function aReport() {
  const { body } = await artisan.select();
  return { selection_id: body['selection_id'], mode: body['mode'], status: 'ok', latency_ms: 5 };
}

const send = (outcomes: readonly object[], key: string) =>
  artisan.asService({
    method: 'POST',
    path: '/v1/outcomes',
    body: { outcomes },
    headers: { 'idempotency-key': key },
  });

async function counted(): Promise<number> {
  const tallies = await new DynamoDbTrafficCounters(artisan.aws.dynamodb, table()).read();
  return Object.values(tallies).reduce((sum, { statuses }) => sum + statuses.ok, 0);
}

describe.each(['throttle', 'error', 'timeout', 'deny'] as const)(
  'a control table that answers %s',
  (kind) => {
    it.each(['BatchGetItem', 'TransactWriteItems'])(
      'to %s: refused, nothing counted; counted once when it is back',
      async (operation) => {
        const key = `${kind}-${operation}`;
        const reports = [await aReport()];
        const before = await counted();
        inject(kind, operation);

        const refused = await send(reports, key);
        artisan.stack.faults.clear();
        const after = await counted();
        const again = await send(reports, key);
        await send(reports, key);

        expect(refused.status).toBe(kind === 'deny' ? 500 : 503);
        expect(refused.headers['retry-after']).toBe(kind === 'deny' ? undefined : '2');
        expect([after - before, again.status, (await counted()) - before]).toEqual([0, 202, 1]);
      },
    );

    it('to Query of a breaker: the batch is counted all the same', async () => {
      const before = await counted();
      const reports = [await aReport()];
      inject(kind, 'Query');

      const { status } = await send(reports, `${kind}-query`);
      artisan.stack.faults.clear();

      expect([status, (await counted()) - before]).toEqual([202, 1]);
    });
  },
);

describe('a failure that passes', () => {
  it.each(['throttle', 'error', 'timeout', 'kill-after', 'hang-after'] as const)(
    '%s of the transaction counts the batch once, and the caller does not notice',
    async (kind) => {
      const reports = [await aReport()];
      const before = await counted();
      inject(kind, 'TransactWriteItems', 1);

      const { status, body } = await send(reports, `once-${kind}`);

      expect([status, body['accepted']]).toEqual([202, 1]);
      expect((await counted()) - before).toBe(1);
    },
  );

  it('that hides every answer to a batch leaves it counted once, and a repetition learns its answer', async () => {
    const reports = [await aReport()];
    const before = await counted();
    inject('hang-after', 'TransactWriteItems');

    const lost = await send(reports, 'lost');
    artisan.stack.faults.clear();
    const again = await send(reports, 'lost');

    expect([lost.status, again.status, again.headers['idempotent-replayed']]).toEqual([503, 202, 'true']);
    expect((await counted()) - before).toBe(1);
  });
});
