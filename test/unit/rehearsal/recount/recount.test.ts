import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { recount } from '../../../../rehearsal/recount/differences.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'artisan-recount-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const MODES = [...Array<string>(7).fill('fast'), 'balanced', 'balanced', 'creative'];
const MINUTE = 60_000;

const selections = MODES.map((mode, i) => ({
  ...{ type: 'selection', session_id: `s-${i}`, status: 200, answer: { assigned_mode: mode } },
}));
const outcomes = (values: readonly (readonly [string, string, number])[], minute: number) => ({
  ...{ type: 'outcomes', status: 202, sent_at: minute * MINUTE, answered_at: minute * MINUTE + 5 },
  outcomes: values.map(([mode, status, latency_ms]) => ({ mode, status, latency_ms })),
  answer: { rejected: [] },
});
const served = [
  outcomes(
    [
      ['fast', 'ok', 400],
      ['balanced', 'ok', 1_000],
      ['creative', 'error', 3_000],
    ],
    1,
  ),
  outcomes(
    [
      ['fast', 'ok', 600],
      ['fast', 'cancelled', 9_000],
    ],
    2,
  ),
];

/** Ten steps each of losses that fall by half in the last one, sent twice for the second attempt. */
const batch = (attempt: number, loss: number, entropy?: number) => ({
  ...{ path: '/v1/runs/r/metrics', status: 200 },
  body: {
    attempt,
    steps: Array.from({ length: 10 }, (_, step) => ({
      ...{ step, reward: 3, loss: step === 9 ? loss / 2 : loss },
      ...(entropy !== undefined && { entropy_coef: entropy + (9 - step) / 1_000 }),
    })),
  },
  answer: { directive: { action: attempt === 1 ? 'rollback' : 'continue', attempt: 2 } },
});

/** What a trainer that pauses is told. */
const ASKED = { path: '/v1/runs/r/directive', status: 200, answer: { action: 'rollback', attempt: 3 } };

const answer = (status: number, minute: number, answered_at = minute * MINUTE + 900) => ({
  ...{ type: 'answer', at: minute * MINUTE + 500, answered_at, status },
});
const signals = (hit_rate: number, minute: number) => ({ type: 'signals', at: minute * MINUTE, hit_rate });

/** Before the window, and in four minutes of it, in one of which the API broke; the window ends with the sixth. */
const STAGE: readonly object[] = [
  ...[answer(500, -1), signals(10, -1), signals(88, 1), signals(92, 2)],
  ...[answer(200, 1), answer(503, 2), answer(200, 2), answer(404, 3), answer(201, 4)],
];
const UNTIL = 6 * MINUTE;

/** As it follows from the above: by hand. */
const FIGURES: Readonly<Record<string, number>> = {
  ...{ 'split.fast': 70, 'split.balanced': 20, 'split.creative': 10, 'split.deviation': 10 },
  ...{ 'training.steps': 10, 'training.rollbacks': 2, 'training.loss': 2, 'training.reward': 3 },
  ...{ 'training.entropy': 0.00575, 'serving.errors': 25 },
  ...{ 'latency.fast': 0.6, 'latency.balanced': 1, 'latency.creative': 3 },
  ...{ 'serving.uptime': 75, 'cache.hits': 90 },
};
const DETAILS: Readonly<Record<string, string>> = {
  'training.loss': '4 in the tenth before',
  'training.reward': '3 in the tenth before',
};

interface Kept {
  readonly changes?: Readonly<Record<string, number>>;
  readonly traffic?: readonly object[];
  /** Of the parts that latencies are looked at by. */
  readonly seconds?: number;
  readonly saysEntropy?: boolean;
  readonly stage?: readonly object[];
}

function kept({
  changes = {},
  traffic = [...selections, ...served],
  seconds = 60,
  saysEntropy = true,
  stage = STAGE,
}: Kept = {}) {
  const figures: Record<string, number> = { ...FIGURES, 'breakers.open': 1, ...changes };
  const source = `CloudWatch p95 of each ${seconds} s`;
  const lines = Object.entries(figures).map(([id, figure]) => ({ id, figure, source, detail: DETAILS[id] }));
  const keep = (name: string, all: readonly object[]) => {
    writeFileSync(join(folder, name), all.map((one) => `${JSON.stringify(one)}\n`).join(''));
  };
  keep('traffic.jsonl', traffic);
  keep('training.jsonl', [batch(1, 9, 0.02), ASKED, batch(3, 4, saysEntropy ? 0.00575 : undefined)]);
  keep('stage.jsonl', stage);
  const window = { from: new Date(0).toISOString(), at: new Date(UNTIL).toISOString() };
  writeFileSync(join(folder, 'report.json'), JSON.stringify({ ...window, lines }));
  return recount(folder);
}

describe('figures that are counted again from the raw log', () => {
  it('are those of the report', () => {
    expect(kept()).toEqual({ figures: 17, differences: [], left: ['breakers.open'] });
  });

  it.each(Object.keys(FIGURES))('are not when the report has another %s', (id) => {
    const { differences } = kept({ changes: { [id]: (FIGURES[id] ?? 0) * 1.03 + 1e-6 } });

    expect(differences).toEqual([expect.stringContaining(`${id}: `)]);
  });

  it('have the entropy coefficient that the trainer sent, and none that follows from a schedule', () => {
    const { differences } = kept({ saysEntropy: false });

    expect(differences).toEqual(['training.entropy: 0.00575, recounted NaN to NaN']);
  });

  it('leave room for what was not answered, and no more', () => {
    const lost = { type: 'selection', session_id: 'x', status: 503, answer: {} };
    const traffic = [...selections, ...served, lost];

    const near = kept({ traffic, changes: { 'split.fast': 79, 'split.deviation': 19 } });
    const far = kept({ traffic, changes: { 'split.fast': 81 } });

    expect([near.differences, far.differences]).toEqual([[], [expect.stringContaining('split.fast: 81')]]);
  });

  it('are looked at in the parts that the report has', () => {
    const traffic = [
      ...selections,
      outcomes(Array(60).fill(['fast', 'ok', 400]), 1),
      outcomes([['fast', 'ok', 600]], 2),
    ];
    const changes = { 'serving.errors': 0, 'latency.fast': 0.4 };

    const [minutes, longer] = [kept({ traffic, changes }), kept({ traffic, changes, seconds: 240 })];

    expect(minutes.differences).toEqual([expect.stringContaining('latency.fast: 0.4, recounted ')]);
    expect(longer.differences).toEqual([]);
  });

  it('differ, and nothing else, when the report says nothing of its parts', () => {
    const { figures, differences } = kept({ seconds: NaN });

    expect(figures).toBe(17);
    expect(differences.map((text) => text.split(':')[0])).toEqual([
      ...['latency.fast', 'latency.balanced', 'latency.creative'],
    ]);
  });

  it.each([
    ['75, as before the last answers', 75, []],
    ['60, as with them', 60, []],
    ['50', 50, [expect.stringContaining('serving.uptime: 50')]],
  ])(
    'leave open what was answered while the report was made: an uptime of %s',
    (_text, uptime, differences) => {
      const stage = [...STAGE, answer(500, 5, UNTIL - 1_000)];

      expect(kept({ stage, changes: { 'serving.uptime': uptime } }).differences).toEqual(differences);
    },
  );

  it('leave open whether the last report of the cache was seen', () => {
    const differencesAt = (hits: number) =>
      kept({
        stage: [...STAGE, { type: 'signals', at: UNTIL - 1_000, hit_rate: 60 }],
        changes: { 'cache.hits': hits },
      }).differences;

    expect([differencesAt(90), differencesAt(80)]).toEqual([[], []]);
    expect(differencesAt(79)).toEqual([expect.stringContaining('cache.hits: 79')]);
  });

  it('are not those of which a stage has nothing', () => {
    expect(kept({ stage: [] }).left).toEqual(['serving.uptime', 'cache.hits', 'breakers.open']);
  });
});
