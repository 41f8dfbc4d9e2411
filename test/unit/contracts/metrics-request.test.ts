import fc from 'fast-check';
import * as v from 'valibot';
import { metricsRequest, type MetricsRequest } from '../../../lib/contracts/metrics-request.ts';
import { MAX_METRICS, MAX_STEPS } from '../../../lib/contracts/metrics-batch.ts';
import { LAST_STEP } from '../../../lib/contracts/run-values.ts';
import { refusalsOf } from '../../../functions/shared/issues.ts';

const ROW = { step: 7, reward: 4, loss: 0.5 };

/** As a body comes: JSON text, read back. */
function parse(body: unknown) {
  return v.safeParse(metricsRequest, typeof body === 'string' ? JSON.parse(body) : body);
}

function parsed(body: unknown): MetricsRequest {
  const result = parse(body);
  if (!result.success) throw new Error(JSON.stringify(refusalsOf(result.issues)));
  return result.output;
}

function refusals(body: unknown) {
  const result = parse(body);
  return result.success ? [] : refusalsOf(result.issues);
}

const pointers = (body: unknown) => refusals(body).map(({ pointer }) => pointer);

describe('a batch of metrics', () => {
  it('comes by rows', () => {
    const { attempt, returnNormalized, batch } = parsed({
      attempt: 2,
      steps: [ROW, { ...ROW, step: 3, kl: 0.01 }],
      return_normalized: true,
    });

    expect([attempt, returnNormalized]).toEqual([2, true]);
    expect([...batch.steps]).toEqual([7, 3]);
    expect(batch.columns.get('reward')).toEqual({ values: Float64Array.of(4, 4) });
    expect(batch.columns.get('kl')).toEqual({
      values: Float64Array.of(0, 0.01),
      present: Uint8Array.of(0, 1),
    });
  });

  it('comes by columns', () => {
    const { batch } = parsed({ attempt: 1, first_step: 10, columns: { reward: [1, 2], loss: [3, 4] } });

    expect([...batch.steps]).toEqual([10, 11]);
    expect(batch.columns).toEqual(
      new Map([
        ['reward', { values: Float64Array.of(1, 2) }],
        ['loss', { values: Float64Array.of(3, 4) }],
      ]),
    );
  });

  it('may hold what JSON has no number for', () => {
    const body = '{"attempt":1,"first_step":0,"columns":{"reward":[null,"NaN",1e999,9007199254740993],';

    const { batch } = parsed(`${body}"loss":["Infinity","-Infinity",-1e999,-0]}}`);

    expect(batch.columns.get('reward')?.values).toEqual(Float64Array.of(NaN, NaN, Infinity, 2 ** 53));
    expect(batch.columns.get('loss')?.values).toEqual(Float64Array.of(Infinity, -Infinity, -Infinity, -0));
  });

  it('takes -0 for step 0', () => {
    const byRows = parsed('{"attempt":1,"steps":[{"step":-0,"reward":1,"loss":1}]}');
    const byColumns = parsed('{"attempt":1,"first_step":-0,"columns":{"reward":[1],"loss":[1]}}');

    expect(Object.is(byRows.batch.steps[0], 0)).toBe(true);
    expect(Object.is(byColumns.batch.steps[0], 0)).toBe(true);
  });

  it('takes as many steps and metrics as are allowed, and not one more', () => {
    const columnsOf = (length: number) => ({
      attempt: 1,
      first_step: 0,
      columns: { reward: Array(length).fill(1), loss: Array(length).fill(1) },
    });
    const rowsOf = (length: number) => ({ attempt: 1, steps: Array(length).fill(ROW) });
    const named = (count: number) =>
      Object.fromEntries(Array.from({ length: count }, (_name, index) => [`m${index}`, 1]));
    const metrics = (count: number) => ({ attempt: 1, steps: [{ ...ROW, ...named(count - 2) }] });

    expect(parsed(columnsOf(MAX_STEPS)).batch.steps).toHaveLength(MAX_STEPS);
    expect(pointers(columnsOf(MAX_STEPS + 1))).toEqual(['/columns/reward']);
    expect(parsed(rowsOf(MAX_STEPS)).batch.steps).toHaveLength(MAX_STEPS);
    expect(pointers(rowsOf(MAX_STEPS + 1))).toEqual(['/steps']);
    expect(parsed(metrics(MAX_METRICS)).batch.columns.size).toBe(MAX_METRICS);
    expect(pointers(metrics(MAX_METRICS + 1))).toEqual([`/steps/0/m${MAX_METRICS - 2}`]);
  });

  it.each([
    ['neither rows nor columns', { attempt: 1 }, ''],
    ['both', { attempt: 1, steps: [ROW], first_step: 0, columns: { reward: [1], loss: [1] } }, ''],
    ['columns without a first step', { attempt: 1, columns: { reward: [1], loss: [1] } }, ''],
    ['no rows', { attempt: 1, steps: [] }, '/steps'],
    ['empty columns', { attempt: 1, first_step: 0, columns: { reward: [], loss: [] } }, '/columns/reward'],
    [
      'columns of two lengths',
      { attempt: 1, first_step: 0, columns: { reward: [1], loss: [1, 2] } },
      '/columns/loss',
    ],
    ['no loss', { attempt: 1, first_step: 0, columns: { reward: [1] } }, '/columns/loss'],
    ['a row without a loss', { attempt: 1, steps: [ROW, { step: 8, reward: 1 }] }, '/steps/1/loss'],
    ['a row without a step', { attempt: 1, steps: [{ reward: 1, loss: 1 }] }, '/steps/0/step'],
    ['a half step', { attempt: 1, steps: [{ ...ROW, step: 0.5 }] }, '/steps/0/step'],
    ['a negative step', { attempt: 1, steps: [{ ...ROW, step: -1 }] }, '/steps/0/step'],
    ['a step beyond 2^53', { attempt: 1, steps: [{ ...ROW, step: 2 ** 53 }] }, '/steps/0/step'],
    ['a step as text', { attempt: 1, steps: [{ ...ROW, step: '1' }] }, '/steps/0/step'],
    [
      'a last step beyond the last',
      { attempt: 1, first_step: LAST_STEP, columns: { reward: [1, 1], loss: [1, 1] } },
      '/first_step',
    ],
    ['a value as text', { attempt: 1, steps: [{ ...ROW, kl: '1' }] }, '/steps/0/kl'],
    [
      'a value as true',
      { attempt: 1, first_step: 0, columns: { reward: [1], loss: [true] } },
      '/columns/loss/0',
    ],
    ['a row that is none', { attempt: 1, steps: [ROW, null] }, '/steps/1'],
    [
      'a column that is none',
      { attempt: 1, first_step: 0, columns: { reward: [1], loss: 1 } },
      '/columns/loss',
    ],
    ['columns that are none', { attempt: 1, first_step: 0, columns: [1] }, '/columns'],
    ['a metric with a capital', { attempt: 1, steps: [{ ...ROW, Kl: 1 }] }, '/steps/0/Kl'],
    [
      'a metric called step',
      { attempt: 1, first_step: 0, columns: { reward: [1], loss: [1], step: [1] } },
      '/columns/step',
    ],
    [
      'a metric called constructor',
      { attempt: 1, steps: [{ ...ROW, constructor: 1 }] },
      '/steps/0/constructor',
    ],
    [
      'a metric called __proto__',
      '{"attempt":1,"steps":[{"step":1,"reward":1,"loss":1,"__proto__":1}]}',
      '/steps/0/__proto__',
    ],
    ['an unknown field', { attempt: 1, steps: [ROW], step: 1 }, '/step'],
    ['attempt 0', { attempt: 0, steps: [ROW] }, '/attempt'],
  ])('is refused with %s, and says where', (_name, body, pointer) => {
    expect(pointers(body)).toEqual([pointer]);
  });

  it('says what came and what is allowed', () => {
    expect(refusals({ attempt: 1, steps: [{ ...ROW, kl: 'x' }] })).toEqual([
      {
        pointer: '/steps/0/kl',
        detail: 'got "x", allowed is a number, null, "NaN", "Infinity" or "-Infinity"',
      },
    ]);
  });

  it('is refused in few words, however much is wrong with it', () => {
    const long = 'X'.repeat(10_000);
    const bodies = [
      { attempt: 1, steps: Array(5_000).fill({ [long]: long }) },
      {
        attempt: 1,
        first_step: 0,
        columns: Object.fromEntries(Array.from({ length: 32 }, (_n, i) => [`${long}${i}`, 1])),
      },
      {
        attempt: 1,
        first_step: 0,
        columns: { reward: Array(5_000).fill(long), loss: Array(5_000).fill(long) },
      },
    ];
    for (const body of bodies) {
      const found = refusals(body);

      expect(found.length).toBeGreaterThan(0);
      expect(JSON.stringify(found).length).toBeLessThan(10_000);
    }
  });

  it('is parsed or refused, but never thrown at, in 10,000 bad bodies', () => {
    const leaf = fc.oneof(
      fc.jsonValue({ maxDepth: 2 }),
      fc.constantFrom<unknown>(1, -0, 1e308, 2 ** 53 + 2, null, 'NaN', 'Infinity', '__proto__', [], {}),
    );
    const name = fc.oneof(
      fc.constantFrom('step', 'reward', 'loss', 'kl', '__proto__', 'constructor'),
      fc.string(),
    );
    const row = fc.oneof(
      fc.dictionary(name, leaf),
      fc.record({ step: leaf, reward: leaf, loss: leaf }),
      leaf,
    );
    const column = fc.oneof(fc.array(leaf, { maxLength: 4 }), leaf);
    const body = fc.record(
      {
        attempt: fc.oneof({ weight: 9, arbitrary: fc.constant(1) }, { weight: 1, arbitrary: leaf }),
        steps: fc.oneof(fc.array(row, { maxLength: 4 }), leaf),
        first_step: fc.oneof(fc.nat(), leaf),
        columns: fc.oneof(fc.dictionary(name, column), fc.record({ reward: column, loss: column }), leaf),
        return_normalized: leaf,
      },
      { requiredKeys: [] },
    );

    fc.assert(
      fc.property(body, (one) => {
        const result = parse(JSON.stringify(one));

        if (!result.success) {
          expect(refusalsOf(result.issues).length).toBeGreaterThan(0);
          return;
        }
        const { steps, columns } = result.output.batch;
        expect(steps.every((step) => Number.isSafeInteger(step) && step >= 0)).toBe(true);
        expect([...columns.values()].every(({ values }) => values.length === steps.length)).toBe(true);
      }),
      { numRuns: 10_000 },
    );
  });
});
