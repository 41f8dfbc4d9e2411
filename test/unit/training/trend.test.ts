import { trendsOf } from '../../../lib/training/trend.ts';
import { aRun } from '../../support/training/a-run.ts';
import { InMemoryRunSeries } from '../../support/training/in-memory-run-series.ts';

/** A series of one attempt, in batches of ten steps. */
async function seriesOf(steps: number, valueAt: (step: number) => number): Promise<InMemoryRunSeries> {
  const series = new InMemoryRunSeries();
  for (let first = 0; first < steps; first += 10) {
    const some = Array.from({ length: Math.min(10, steps - first) }, (_, i) => first + i);
    const values = some.map(valueAt);
    await series.append('run-1', { attempt: 1, steps: some, columns: { loss: values, reward: values } });
  }
  return series;
}

describe('where loss and reward go', () => {
  it.each([100, 1_000, 10_007])(
    'is the mean of every step of the last two tenths of %i steps',
    async (steps) => {
      const series = await seriesOf(steps, (step) => step);
      const run = aRun({ last_step: steps - 1 });

      const { loss, reward } = await trendsOf(series, run);

      const border = Math.ceil(steps - steps / 10);
      const start = Math.floor(steps - (2 * steps) / 10);
      const mean = (from: number, to: number) => (from + to - 1) / 2;
      expect(loss).toEqual({ before: mean(start, border), last: mean(border, steps) });
      expect(reward).toEqual(loss);
    },
  );

  it('looks at the run as it stands, not at what it went back from', async () => {
    const series = await seriesOf(100, (step) => (step > 80 ? 1_000 : 1));
    await series.append('run-1', {
      attempt: 2,
      steps: Array.from({ length: 19 }, (_, i) => 81 + i),
      columns: { loss: Array<number>(19).fill(1), reward: Array<number>(19).fill(1) },
    });
    const lineage = [{ attempt: 2, step: 80, at: 0, by: 'artisan', reason: 'loss_spike' }];

    const { loss } = await trendsOf(series, aRun({ attempt: 2, lineage, last_step: 99 }));

    expect(loss).toEqual({ before: 1, last: 1 });
  });

  it('is nothing of a run that has reported nothing', async () => {
    const { loss } = await trendsOf(new InMemoryRunSeries(), aRun());

    expect(loss).toEqual({ before: NaN, last: NaN });
  });
});
