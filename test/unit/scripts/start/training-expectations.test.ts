import { emptyLog } from '../../../../rehearsal/training/trainer-log.ts';
import {
  trainingExpectationsOf,
  type TrainingRehearsed,
} from '../../../../scripts/start/training-expectations.ts';

const GOOD: TrainingRehearsed = {
  log: {
    ...emptyLog(),
    findings: [{ kind: 'loss_spike', step: 6_021 }],
    rollbacks: [
      { step: 5_499, attempt: 2, isSame: true },
      { step: 7_999, attempt: 3, isSame: true },
    ],
  },
  totalSteps: 10_000,
  derailsAt: 6_000,
  runsAwayAt: 8_000,
  run: { status: 'finished', last_step: 9_999, attempt: 3 },
  chart: { steps: [0, 5_000, 9_999], columns: { loss: [0.6, null, 0.4] } },
};

const failing = (change: Partial<TrainingRehearsed>) =>
  trainingExpectationsOf({ ...GOOD, ...change }).filter(({ holds }) => !holds);

const withLog = (change: Partial<TrainingRehearsed['log']>) => ({ log: { ...GOOD.log, ...change } });

describe('what a rehearsed training is held to', () => {
  it('holds when all went well', () => {
    expect(failing({})).toEqual([]);
  });

  it.each([
    ['a spike that nobody found', withLog({ findings: [] }), 'are found within 100 steps'],
    [
      'a spike found late',
      withLog({ findings: [{ kind: 'loss_spike', step: 6_100 }] }),
      'are found within 100 steps',
    ],
    [
      'another model than was saved',
      withLog({ rollbacks: GOOD.log.rollbacks.map((rollback) => ({ ...rollback, isSame: false })) }),
      'by SHA-256',
    ],
    ['a batch dropped', withLog({ dropped: 1 }), 'no batch dropped'],
    ['a request refused', withLog({ refused: ['/v1/runs: 400'] }), 'no request of the trainer is refused'],
    ['a run that did not finish', { run: { ...GOOD.run, status: 'running' } }, 'finishes'],
    [
      'a chart with the losses that were given up',
      { chart: { steps: [0, 9_999], columns: { loss: [0.5, 2.4] } } },
      'the chart shows the whole run',
    ],
    [
      'a chart that ends early',
      { chart: { steps: [0, 9_000], columns: { loss: [0.5, 0.4] } } },
      'the chart shows the whole run',
    ],
  ])('does not hold with %s', (_what, change, says) => {
    const failed = failing(change);

    expect(failed.map((expectation) => expectation.says)).toEqual([expect.stringContaining(says)]);
    expect(failed[0]?.but).not.toBe('');
  });

  it('does not hold when nobody was sent back, once only, too late, or thrice', () => {
    const [first, second] = GOOD.log.rollbacks;
    if (!first || !second) throw new Error('Both are there');

    expect(failing(withLog({ rollbacks: [] }))).toHaveLength(2);
    expect(failing(withLog({ rollbacks: [first] }))).toHaveLength(1);
    expect(failing(withLog({ rollbacks: [first, { ...second, step: 8_499 }] }))).toHaveLength(1);
    expect(failing(withLog({ rollbacks: [first, second, second] }))).toHaveLength(1);
  });
});
