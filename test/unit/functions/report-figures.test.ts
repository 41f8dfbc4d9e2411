import { entropyChart, runFigures } from '../../../functions/report/run-figures.ts';
import { aRun } from '../../support/training/a-run.ts';
import { GUIDE } from '../../support/training/config.ts';
import { InMemoryRunSeries } from '../../support/training/in-memory-run-series.ts';

const entropy = GUIDE.ppo_schedule.entropy_coef;
const figuresOf = (latest: Readonly<Record<string, number>>) =>
  runFigures(aRun({ last_step: 9_999, latest }), { series: new InMemoryRunSeries(), entropy });
const reportedIn = (latest: Readonly<Record<string, number>>) =>
  entropyChart(aRun({ last_step: 9_999, latest }), entropy).flatMap(({ step, reported }) =>
    reported === undefined ? [] : [{ step, reported }],
  );

describe('the entropy coefficient of a report', () => {
  it('is what the trainer says that it uses, and not what the schedule says of that step', async () => {
    const figures = await figuresOf({ entropy_coef: 0.00575 });

    expect(figures).toMatchObject({ entropyCoef: 0.00575, isEntropyReported: true });
    expect(reportedIn({ entropy_coef: 0.00575 })).toEqual([{ step: 9_999, reported: 0.00575 }]);
  });

  it('is known to be only what was told when the trainer does not say, and no dot of its own', async () => {
    const { entropyCoef, isEntropyReported } = await figuresOf({ entropy: 1.2 });

    expect([entropyCoef, isEntropyReported]).toEqual([expect.closeTo(0.0050015, 9), false]);
    expect(reportedIn({ entropy: 1.2 })).toEqual([]);
  });
});
