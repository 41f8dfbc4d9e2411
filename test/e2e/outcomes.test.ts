import { GetMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import { DynamoDbTrafficCounters } from '../../lib/aws/dynamodb-traffic-counters.ts';
import type { OutcomeReport } from '../../lib/contracts/outcomes.ts';
import type { Tallies } from '../../lib/outcomes/tally.ts';
import { startArtisan, type ArtisanStack, type Reply } from '../support/artisan-stack.ts';

let artisan: ArtisanStack;
beforeAll(async () => {
  artisan = await startArtisan();
});
afterAll(() => artisan.stop());

const MINUTE_MS = 60_000;

/** As the contract asks of callers: an answer of 503 is tried again. */
async function send(outcomes: readonly object[], key?: string): Promise<Reply> {
  const headers = key === undefined ? {} : { 'idempotency-key': key };
  for (;;) {
    const reply = await artisan.asService({
      method: 'POST',
      path: '/v1/outcomes',
      body: { outcomes },
      headers,
    });
    if (reply.status !== 503) return reply;
  }
}

const reportOf = (selection: Reply, change: Partial<OutcomeReport> = {}) => ({
  selection_id: String(selection.body['selection_id']),
  mode: String(selection.body['mode']),
  status: 'ok',
  latency_ms: 420,
  ...change,
});

const selectSome = (prefix: string, count: number) =>
  artisan.selectEach(Array.from({ length: count }, (_, index) => `${prefix}-${index}`));

function counted(): Promise<Tallies> {
  const table = artisan.stack.outputs['ControlTableName'] ?? '';
  return new DynamoDbTrafficCounters(artisan.aws.dynamodb, table).read();
}

const totalOf = (tallies: Tallies) =>
  Object.values(tallies).reduce(
    (sum, { statuses }) => sum + Object.values(statuses).reduce((total, count) => total + count),
    0,
  );

describe('outcomes over HTTP', () => {
  it('are taken or rejected one by one, and counted by mode', async () => {
    const [one, other] = await selectSome('counted', 2);
    if (!one || !other) throw new Error('Nothing was selected');
    const before = totalOf(await counted());

    const { status, body } = await send([
      reportOf(one, { status: 'timeout', latency_ms: 31_000 }),
      reportOf(other, { model: 'gpt' }),
      reportOf(one),
      { ...reportOf(other), selection_id: 'forged' },
      { ...reportOf(other), mode: 'nowhere' },
      reportOf(other, { at: 'yesterday' }),
      reportOf(other, { lease_id: 'fast-1.AAAAAAAA' }),
    ]);

    expect(status).toBe(202);
    expect(body).toMatchObject({ accepted: 1 });
    expect((body['rejected'] as { code: string }[]).map(({ code }) => code)).toEqual([
      'unknown_model',
      'duplicate_selection',
      'unknown_selection',
      'mode_mismatch',
      'invalid_time',
      'unknown_lease',
    ]);
    const tallies = await counted();
    expect(totalOf(tallies) - before).toBe(1);
    expect(tallies[String(one.body['mode'])]?.statuses.timeout).toBe(1);
  });

  it('are counted once under one key, fifty times at once', async () => {
    const selections = await selectSome('once', 10);
    const before = totalOf(await counted());
    const reports = selections.map((selection) => reportOf(selection));

    const replies = await Promise.all(Array.from({ length: 50 }, () => send(reports, 'batch-1')));
    const other = await send(reports.slice(1), 'batch-1');

    expect(new Set(replies.map(({ status }) => status))).toEqual(new Set([202]));
    expect(new Set(replies.map(({ body }) => JSON.stringify(body)))).toEqual(
      new Set(['{"accepted":10,"rejected":[]}']),
    );
    expect(replies.filter(({ headers }) => headers['idempotent-replayed'] === undefined)).toHaveLength(1);
    expect([other.status, other.body['code']]).toEqual([422, 'idempotency_key_reused']);
    expect(totalOf(await counted()) - before).toBe(10);
  });

  it('come too late a quarter of an hour after their selections', async () => {
    const [selection] = await selectSome('late', 1);
    if (!selection) throw new Error('Nothing was selected');

    await artisan.stack.clock.advance(15 * MINUTE_MS + 1_000);

    const { body } = await send([reportOf(selection)]);
    expect(body).toMatchObject({ accepted: 0, rejected: [{ index: 0, code: 'late_outcome' }] });
  });

  it('are seen in CloudWatch as counts, errors and a p95 of their latency, by mode and model', async () => {
    const selections = (await selectSome('measured', 60)).filter(({ body }) => body['mode'] === 'fast');
    const slow = Math.ceil(selections.length * 0.1);

    const taken = await send(
      selections.map((selection, index) =>
        reportOf(selection, index < slow ? { status: 'error', latency_ms: 9_000 } : { model: 'mistral' }),
      ),
    );
    expect(taken.body).toEqual({ accepted: selections.length, rejected: [] });

    const now = artisan.stack.clock.now();
    const question = (Id: string, MetricName: string, Stat: string, [Name, Value]: [string, string]) => ({
      Id,
      MetricStat: {
        Metric: { Namespace: 'Artisan/local', MetricName, Dimensions: [{ Name, Value }] },
        Period: 60,
        Stat,
      },
    });
    const { MetricDataResults = [] } = await artisan.aws.cloudwatch.send(
      new GetMetricDataCommand({
        StartTime: new Date(now - 5 * MINUTE_MS),
        EndTime: new Date(now + MINUTE_MS),
        MetricDataQueries: [
          question('count', 'Outcomes', 'Sum', ['Mode', 'fast']),
          question('errors', 'OutcomeErrors', 'Sum', ['Mode', 'fast']),
          question('p95', 'OutcomeLatency', 'p95', ['Mode', 'fast']),
          question('model', 'OutcomeLatency', 'Maximum', ['Model', 'mistral']),
        ],
      }),
    );
    const figure = (id: string) => MetricDataResults.find(({ Id }) => Id === id)?.Values?.[0];
    expect([figure('count'), figure('errors'), figure('model')]).toEqual([selections.length, slow, 9_000]);
    expect(figure('p95')).toBeCloseTo(9_000, -3);
  });
});

describe('outcomes that speak against a model', () => {
  it('open its breaker, and none that was refused or given up does', async () => {
    const breaker = async () => {
      const { body } = await artisan.as('viewer', { method: 'GET', path: '/v1/breakers/mistral' });
      return body;
    };
    const failing = await selectSome('failing', 40);
    const failed = { status: 'error', model: 'mistral' } as const;
    const hopeless = failing.map((selection) => ({
      ...reportOf(selection, failed),
      selection_id: 'ours-429',
    }));

    const refused = await send(hopeless);
    await send(failing.map((selection) => reportOf(selection, { ...failed, status: 'cancelled' })));
    const before = await breaker();
    await send(failing.map((selection) => reportOf(selection, failed)));

    expect(refused.body['accepted']).toBe(0);
    expect(before['state']).toBe('closed');
    expect((await breaker())['state']).toBe('open');
  });
});
