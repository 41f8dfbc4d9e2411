import type { ReportAnswer } from '../../../../lib/contracts/answers/reports.ts';
import { withEntropyHistory } from '../../../../scripts/start/entropy-history.ts';

const REPORT: ReportAnswer = {
  ...{ stage: 'rehearsal', at: '', from: '', window_seconds: 60, status: 'pass', lines: [] },
  charts: {
    split: [],
    entropy: [
      { step: 0, scheduled: 0.02 },
      { step: 1_000, scheduled: 0.01, reported: 0.01 },
    ],
  },
};

describe('the history of the entropy coefficient', () => {
  it('stands beside the schedule, at steps of its own and at those there are', () => {
    const { charts } = withEntropyHistory(REPORT, [
      { step: 0, entropy_coef: 0.021 },
      { step: 500, entropy_coef: 0.014 },
    ]);

    expect(charts.entropy).toEqual([
      { step: 0, scheduled: 0.02, reported: 0.021 },
      { step: 500, scheduled: 0.015, reported: 0.014 },
      { step: 1_000, scheduled: 0.01, reported: 0.01 },
    ]);
  });

  it('is of the second time where a step was done twice', () => {
    const { charts } = withEntropyHistory(REPORT, [
      { step: 0, entropy_coef: 0.5 },
      { step: 0, entropy_coef: 0.02 },
    ]);

    expect(charts.entropy[0]).toEqual({ step: 0, scheduled: 0.02, reported: 0.02 });
  });

  it('changes nothing without any', () => {
    expect(withEntropyHistory(REPORT, [])).toEqual(REPORT);
  });
});
