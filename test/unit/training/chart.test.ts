import fc from 'fast-check';
import type { SeriesChunk } from '../../../lib/contracts/series.ts';
import { chartOf, type Chart, type ChartRange } from '../../../lib/training/chart.ts';
import { InMemoryRunSeries } from '../../support/training/in-memory-run-series.ts';

const RUN = { run_id: 'run-1', attempt: 1, lineage: [] };
const WHOLE: ChartRange = { from: 0, to: Infinity, maxPoints: 1_000 };

const aBatch = (change: Partial<SeriesChunk> & { readonly steps: readonly number[] }): SeriesChunk => ({
  attempt: 1,
  columns: { loss: change.steps.map((step) => step / 10) },
  ...change,
});

const range = (from: number, to: number): number[] =>
  Array.from({ length: to - from + 1 }, (_, i) => from + i);

async function aSeries(...batches: readonly SeriesChunk[]): Promise<InMemoryRunSeries> {
  const series = new InMemoryRunSeries();
  for (const batch of batches) await series.append(RUN.run_id, batch);
  return series;
}

describe('a chart', () => {
  it('is empty for a run without metrics', async () => {
    expect(await chartOf(await aSeries(), RUN, WHOLE)).toEqual({ steps: [], columns: {} });
  });

  it('shows the steps asked for, both ends included, over as many batches as they lie in', async () => {
    const series = await aSeries(
      aBatch({ steps: range(0, 9) }),
      aBatch({ steps: range(10, 19) }),
      aBatch({ steps: range(20, 29) }),
      aBatch({ steps: range(30, 39) }),
    );

    const chart = await chartOf(series, RUN, { ...WHOLE, from: 9, to: 20 });

    expect(chart.steps).toEqual(range(9, 20));
    expect(chart.columns['loss']).toEqual(range(9, 20).map((step) => step / 10));
    expect(series.reads).toBe(3);
  });

  it('has null where a value is not finite, was not sent, or belongs to a metric that came later', async () => {
    const series = await aSeries(
      aBatch({ steps: [1, 2, 3, 4], columns: { loss: ['NaN', 'Infinity', null, 0.5] } }),
      aBatch({ steps: [5], columns: { kl: [0.01] } }),
    );

    const chart = await chartOf(series, RUN, WHOLE);

    expect(chart).toEqual({
      steps: [1, 2, 3, 4, 5],
      columns: { loss: [null, null, null, 0.5, null], kl: [null, null, null, null, 0.01] },
    });
  });

  it('shows each step once when batches overlap, with the value of the object that sorts first', async () => {
    const series = await aSeries(
      aBatch({ steps: [4, 5, 6], columns: { loss: [40, 50, 60] } }),
      aBatch({ steps: [3, 5, 9], columns: { loss: [3, 5, 9] } }),
      aBatch({ steps: [7], columns: { loss: [7] } }),
    );

    const chart = await chartOf(series, RUN, WHOLE);

    expect(chart).toEqual({ steps: [3, 4, 5, 6, 7, 9], columns: { loss: [3, 40, 5, 60, 7, 9] } });
  });

  it('shows what the run stands on after rollbacks, and nothing of what was given up', async () => {
    const batch = (attempt: number, steps: readonly number[]) =>
      aBatch({ attempt, steps, columns: { loss: steps.map(() => attempt) } });
    const series = await aSeries(
      batch(1, range(0, 30)),
      batch(2, range(21, 40)),
      batch(3, range(11, 15)),
      batch(3, range(16, 18)),
    );
    const run = {
      ...RUN,
      attempt: 3,
      lineage: [
        { attempt: 2, step: 20, at: 0, by: 'x', reason: 'x' },
        { attempt: 3, step: 10, at: 0, by: 'x', reason: 'x' },
      ],
    };

    const chart = await chartOf(series, run, WHOLE);

    expect(chart.steps).toEqual(range(0, 18));
    expect(chart.columns['loss']).toEqual([...range(0, 10).map(() => 1), ...range(11, 18).map(() => 3)]);
    expect(series.reads).toBe(3);
  });

  it('shows a run that went back to step 0 from step 0 on', async () => {
    const series = await aSeries(aBatch({ steps: [0, 1, 2] }), aBatch({ attempt: 2, steps: [1] }));
    const run = { ...RUN, attempt: 2, lineage: [{ attempt: 2, step: 0, at: 0, by: 'x', reason: 'x' }] };

    expect((await chartOf(series, run, WHOLE)).steps).toEqual([0, 1]);
  });

  it('does without an object that was removed since it was listed', async () => {
    const series = await aSeries(aBatch({ steps: [1] }), aBatch({ steps: [2] }));
    const read = series.read.bind(series);
    series.read = (key) => (key.includes('000000000001-') ? Promise.resolve(undefined) : read(key));

    expect((await chartOf(series, RUN, WHOLE)).steps).toEqual([2]);
  });

  it('fails when an object cannot be read, and not as an unhandled rejection of the ones after it', async () => {
    const series = await aSeries(...range(0, 99).map((step) => aBatch({ steps: [step] })));
    series.read = () => Promise.reject(new Error('injected'));

    await expect(chartOf(series, RUN, WHOLE)).rejects.toThrow('injected');
  });

  it('is the same however the steps were batched', async () => {
    const cuts = fc.uniqueArray(fc.integer({ min: 1, max: 299 }), { maxLength: 30 });
    const whole = await chartOf(await aSeries(aBatch({ steps: range(0, 299) })), RUN, {
      ...WHOLE,
      maxPoints: 100,
    });
    await fc.assert(
      fc.asyncProperty(cuts, async (at) => {
        const bounds = [0, ...at.toSorted((one, other) => one - other), 300];
        const batches = bounds.slice(1).map((end, i) => aBatch({ steps: range(bounds[i] ?? 0, end - 1) }));

        expect(await chartOf(await aSeries(...batches), RUN, { ...WHOLE, maxPoints: 100 })).toEqual(whole);
      }),
      { numRuns: 30 },
    );
  });
});

describe('the work of a chart', () => {
  /** Goes on from where each chart ends. */
  async function chartsOf(series: InMemoryRunSeries, to: number): Promise<readonly Chart[]> {
    const charts: Chart[] = [];
    for (let from: number | undefined = 0; from !== undefined; from = charts.at(-1)?.nextFrom)
      charts.push(await chartOf(series, RUN, { from, to, maxPoints: 5_000 }));
    return charts;
  }

  it('is two thousand objects for a million steps in batches of 500, each read once', async () => {
    const series = await aSeries(
      ...range(0, 1_999).map((batch) =>
        aBatch({ steps: range(batch * 500, batch * 500 + 499), columns: { loss: range(0, 499) } }),
      ),
    );

    const chart = await chartOf(series, RUN, WHOLE);

    expect([series.reads, series.pages, chart.nextFrom]).toEqual([2_000, 2, undefined]);
    expect([chart.steps.length <= 1_000, chart.steps.at(-1)]).toEqual([true, 999_999]);
  });

  it('is bounded for batches of single steps, and the charts join without a gap', async () => {
    const series = await aSeries(...range(0, 4_499).map((step) => aBatch({ steps: [step] })));

    const charts = await chartsOf(series, Infinity);

    expect(charts.map(({ nextFrom }) => nextFrom)).toEqual([2_000, 4_000, undefined]);
    expect(charts.flatMap(({ steps }) => steps)).toEqual(range(0, 4_499));
    expect(series.reads).toBe(4_500);
  });

  it('is bounded by the values read, too', async () => {
    const columns = { loss: range(0, 9), kl: range(0, 9) };
    const series = await aSeries(
      ...range(0, 9).map((batch) => aBatch({ steps: range(batch * 10, batch * 10 + 9), columns })),
    );

    const chart = await chartOf(series, RUN, { ...WHOLE, maxCells: 81 });
    const rest = await chartOf(series, RUN, { ...WHOLE, from: 50, maxCells: 100 });

    expect([chart.steps, chart.nextFrom]).toEqual([range(0, 49), 50]);
    expect([rest.steps, rest.nextFrom]).toEqual([range(50, 99), undefined]);
  });

  it('goes on even when more objects than it may read begin at one step', async () => {
    const series = await aSeries(
      ...range(0, 2_100).map((i) => aBatch({ steps: [7], columns: { loss: [i] } })),
      aBatch({ steps: [8] }),
    );

    const charts = await chartsOf(series, Infinity);

    expect(charts.flatMap(({ steps }) => steps)).toEqual([7, 8]);
  });
});
