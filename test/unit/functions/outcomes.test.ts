import fc from 'fast-check';
import { outcomesRoute } from '../../../functions/outcomes/outcomes.ts';
import { apiFunction } from '../../../functions/shared/api-function.ts';
import { anEvent, type EventChange } from '../../support/api-event.ts';
import { invoke, recordingSurroundings } from '../../support/invoke.ts';
import { aReport, reportsOf } from '../../support/outcomes/builders.ts';
import { aReporter } from '../../support/outcomes/reporter.ts';

const ROUTE = 'POST /v1/outcomes';

function anOutcomesFunction() {
  const world = aReporter();
  const surroundings = recordingSurroundings();
  const handler = apiFunction({ [ROUTE]: outcomesRoute({ report: world.report }) }, surroundings);
  const call = (change: EventChange) => invoke(handler, anEvent(ROUTE, change));
  return { ...world, ...surroundings, call };
}

describe(ROUTE, () => {
  it('takes what counts, and says of the rest which and why', async () => {
    const { call } = anOutcomesFunction();

    const { status, body } = await call({ body: { outcomes: [aReport(), aReport({ mode: 'fast' })] } });

    expect(status).toBe(202);
    expect(body).toEqual({
      accepted: 1,
      rejected: [{ index: 1, code: 'duplicate_selection', detail: expect.any(String) }],
    });
  });

  it('takes five hundred outcomes of the longest ids', async () => {
    const { call } = anOutcomesFunction();
    const outcomes = reportsOf(500, { at: '2026-01-01T12:00:00.000Z', model: 'mistral' }).map((report) => ({
      ...report,
      selection_id: report.selection_id.padEnd(250),
      lease_id: 'a'.repeat(64),
    }));

    expect((await call({ body: { outcomes } })).status).toBe(202);
  });

  it('answers a repetition under the same key alike, marked, and counts it once', async () => {
    const { call, ledger } = anOutcomesFunction();
    const request = { body: { outcomes: reportsOf(3) }, headers: { 'idempotency-key': 'a b' } };

    const first = await call(request);
    const again = await call(request);

    expect([first.status, again.status]).toEqual([202, 202]);
    expect(again.body).toEqual(first.body);
    expect([first.headers['idempotent-replayed'], again.headers['idempotent-replayed']]).toEqual([
      undefined,
      'true',
    ]);
    expect(ledger.batches).toHaveLength(1);
  });

  it('refuses another body under the same key', async () => {
    const { call, ledger } = anOutcomesFunction();
    const headers = { 'idempotency-key': 'k' };
    await call({ body: { outcomes: reportsOf(1) }, headers });

    const { status, body } = await call({ body: { outcomes: reportsOf(2) }, headers });

    expect([status, body['code']]).toEqual([422, 'idempotency_key_reused']);
    expect(ledger.batches).toHaveLength(1);
  });

  it.each(['', 'a'.repeat(129), 'é', 'a\tb'])('refuses the key %j', async (key) => {
    const { call, ledger } = anOutcomesFunction();

    const { status } = await call({ body: { outcomes: reportsOf(1) }, headers: { 'idempotency-key': key } });

    expect([status, ledger.batches.length]).toEqual([400, 0]);
  });

  it('is 503 with Retry-After while the table is out of reach', async () => {
    const { call, ledger, points } = anOutcomesFunction();
    ledger.isOut = true;

    const { status, headers } = await call({ body: { outcomes: reportsOf(1) } });

    expect([status, headers['retry-after']]).toEqual([503, '2']);
    expect(points).toHaveLength(1);
  });

  const one = (change: object) => JSON.stringify({ outcomes: [{ ...aReport(), ...change }] });

  it.each<[string, string]>([
    ['no outcomes', '{"outcomes":[]}'],
    ['501 outcomes', JSON.stringify({ outcomes: reportsOf(501) })],
    ['an array', '[]'],
    ['outcomes that are no list', '{"outcomes":{}}'],
    ['a list of lists', '{"outcomes":[[]]}'],
    ['nothing', '{}'],
    ['null', 'null'],
    ['an unknown field', '{"outcomes":[],"more":1}'],
    ['an unknown field of an outcome', one({ note: 'x' })],
    ['no mode', one({ mode: undefined })],
    ['a status of our own making', one({ status: 'slow' })],
    ['a text for a number', one({ latency_ms: '1' })],
    ['a negative latency', one({ latency_ms: -1 })],
    ['an endless latency', one({ latency_ms: 0 }).replace('"latency_ms":0', '"latency_ms":1e999')],
    ['a latency of a day', one({ latency_ms: 86_400_000 })],
    ['null for a latency', one({ latency_ms: null })],
    ['a number for an id', one({ selection_id: 1 })],
    ['an id of 513 characters', one({ selection_id: 'a'.repeat(513) })],
    ['null for a model', one({ model: null })],
    ['a number for a time', one({ at: 1_800_000_000 })],
  ])('refuses %s as a whole', async (_what, rawBody) => {
    const { call, ledger } = anOutcomesFunction();

    const { status, headers } = await call({ rawBody });

    expect([status, headers['content-type']]).toEqual([400, 'application/problem+json']);
    expect(ledger.batches).toEqual([]);
  });

  it('refuses more than 256 KiB', async () => {
    const { call } = anOutcomesFunction();

    expect((await call({ rawBody: ' '.repeat(262_145) })).status).toBe(413);
  });

  it('answers none of 10,000 bad bodies with a 5xx', async () => {
    const { call, logged } = anOutcomesFunction();
    const good = aReport();
    const field = fc.oneof(
      fc.jsonValue(),
      fc.string(),
      fc.double(),
      fc.constantFrom('fast', 'ok', '2026-01-01'),
    );
    const outcome = fc
      .dictionary(
        fc.oneof(fc.constantFrom(...Object.keys(good), 'model', 'lease_id', 'at'), fc.string()),
        field,
        {
          maxKeys: 4,
        },
      )
      .map((some) => ({ ...good, ...some }));
    const badBody = fc.oneof(
      fc.string(),
      fc.json(),
      fc.string({ unit: 'binary' }),
      fc
        .array(fc.oneof(outcome, fc.jsonValue()), { maxLength: 3 })
        .map((outcomes) => JSON.stringify({ outcomes })),
      fc
        .tuple(fc.constantFrom('{"outcomes":[', '[', '{"a":'), fc.nat(2_000))
        .map(([open, n]) => open.repeat(n)),
    );
    await fc.assert(
      fc.asyncProperty(badBody, fc.boolean(), async (rawBody, isBase64Encoded) => {
        const { status } = await call({ rawBody, isBase64Encoded });

        expect([202, 400, 413]).toContain(status);
      }),
      { numRuns: 10_000 },
    );
    expect(logged).toEqual([]);
  });
});
