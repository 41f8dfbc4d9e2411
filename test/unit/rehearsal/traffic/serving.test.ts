import type { ApiCall } from '../../../../rehearsal/api-client.ts';
import { nobody } from '../../../../rehearsal/credentials.ts';
import { noLines } from '../../../../rehearsal/log/json-lines.ts';
import { startModels, type Models } from '../../../../rehearsal/models/models.ts';
import { createServing } from '../../../../rehearsal/traffic/serving.ts';

let models: Models;
beforeEach(async () => {
  models = await startModels(['qwen', 'llama']);
});
afterEach(() => models.stop());

const allAccepted = (outcomes: readonly unknown[]) => ({
  status: 202,
  body: { accepted: outcomes.length, rejected: [] },
});

interface Team {
  readonly share?: number;
  readonly answerTo?: (outcomes: readonly unknown[]) => object;
}

/** A serving team before an API that answers batches as told. */
function aTeam({ share = 1, answerTo = allAccepted }: Team = {}) {
  const batches: (readonly Readonly<Record<string, unknown>>[])[] = [];
  const call = (_credential: unknown, { body, headers }: ApiCall) => {
    const { outcomes } = body as { outcomes: Readonly<Record<string, unknown>>[] };
    batches.push(outcomes);
    keys.add(headers?.['idempotency-key']);
    return Promise.resolve().then(() => ({ headers: {}, status: 500, body: {}, ...answerTo(outcomes) }));
  };
  const rejected: string[] = [];
  const waits: number[] = [];
  const keys = new Set<string | undefined>();
  const serving = createServing({
    ...{ client: { call }, credential: nobody, modelUrls: models.urls, share, log: noLines },
    clock: { now: () => 0 },
    latencyOf: (mode) => mode.length * 100,
    onRejected: (reason) => rejected.push(reason),
    backOff: (tries) => Promise.resolve(waits.push(tries)),
  });
  const serveMany = (count: number, model = 'qwen') => {
    for (let i = 0; i < count; i += 1)
      serving.serve({
        ...{ selection_id: `id-${i}`, mode: 'creative', assigned_mode: 'creative', reason: 'assigned' },
        models: [model, 'llama'],
      });
  };
  return { ...serving, serveMany, batches, rejected, waits, keys };
}

describe('the serving team of a rehearsal', () => {
  it('serves a share of the selections and reports each of those once, in batches', async () => {
    const { serveMany, finish, batches } = aTeam({ share: 0.5 });

    serveMany(500);
    const reported = await finish();

    expect(reported).toBe(250);
    expect(new Set(batches.flat().map(({ selection_id }) => selection_id)).size).toBe(250);
    expect(batches.flat()).toHaveLength(250);
    expect(Math.max(...batches.map(({ length }) => length))).toBe(100);
  });

  it('says of the first model how it answered', async () => {
    const { serveMany, finish, batches } = aTeam();
    models.fail('qwen');

    serveMany(1);
    serveMany(1, 'llama');
    serveMany(1, 'gpt');
    await finish();

    const said = batches.flat().map(({ model, status }) => `${String(model)} ${String(status)}`);
    expect(said.sort()).toEqual(['gpt error', 'llama ok', 'qwen error']);
  });

  it('reports what an answer takes in the launch, and of one in error what it took here', async () => {
    const { serveMany, finish, batches } = aTeam();

    serveMany(1);
    await finish();
    models.fail('qwen');
    serveMany(1);
    await finish();

    const [well, failed] = batches.flat().map(({ latency_ms: latency }) => latency);
    expect(well).toBe(800);
    expect(failed).not.toBe(800);
  });

  it('reports nothing when nothing was served', async () => {
    const { finish, batches } = aTeam();

    expect(await finish()).toBe(0);
    expect(batches).toEqual([]);
  });

  it.each([503, 429, 409, 500])(
    'sends a batch again that was answered %i, under the same key',
    async (status) => {
      let answers = 0;
      const busy = aTeam({
        answerTo: (outcomes) => (answers++ < 2 ? { status, body: {} } : allAccepted(outcomes)),
      });

      busy.serveMany(2);

      expect(await busy.finish()).toBe(2);
      expect([busy.rejected, busy.waits, busy.keys.size]).toEqual([[], [1, 2], 1]);
      expect(busy.batches).toHaveLength(3);
    },
  );

  it('sends a batch no second time that was refused for good', async () => {
    const strict = aTeam({ answerTo: () => ({ status: 422, body: {} }) });

    strict.serveMany(1);

    expect([await strict.finish(), strict.waits]).toEqual([0, []]);
  });

  it('keeps what the API rejected, one by one or the whole batch', async () => {
    const picky = aTeam({
      answerTo: () => ({
        status: 202,
        body: { accepted: 1, rejected: [{ index: 1, code: 'late_outcome', detail: 'too late' }] },
      }),
    });
    const down = aTeam({ answerTo: () => ({ status: 503, body: { code: 'unavailable' } }) });

    picky.serveMany(2);
    down.serveMany(2);

    expect([await picky.finish(), await down.finish()]).toEqual([1, 0]);
    const refused = 'the whole batch: 503 {"code":"unavailable"}';
    expect([picky.rejected, down.rejected]).toEqual([['late_outcome: too late'], [refused, refused]]);
  });

  it('gives up outcomes when the API can not be reached, and goes on', async () => {
    const { serveMany, finish, rejected } = aTeam({
      answerTo: () => {
        throw new Error('ECONNREFUSED');
      },
    });

    serveMany(1);

    expect(await finish()).toBe(0);
    expect(rejected).toEqual([expect.stringContaining('ECONNREFUSED')]);
  });
});
