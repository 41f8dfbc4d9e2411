import type { ReportLine } from '../../../lib/contracts/answers/reports.ts';
import { checklistOf, type ChecklistFigures } from '../../../lib/observability/report/checklist.ts';
import { aSnapshot, aTrainingState } from '../../support/observability/a-snapshot.ts';
import { EXPECTATIONS } from '../../support/observability/report-figures.ts';

const ALARMS = [
  { name: 'BreakerOpen', isActive: false },
  { name: 'KlWarning', isActive: false },
];
const linesOf = (change: Partial<ChecklistFigures> = {}) =>
  checklistOf({ snapshot: aSnapshot(), alarms: ALARMS, ...change }, EXPECTATIONS);
const find = (lines: readonly ReportLine[], id: string) => lines.find((line) => line.id === id);

describe('the checklist', () => {
  it('passes in every line while all is well', () => {
    const lines = linesOf();

    expect(lines.filter(({ status }) => status !== 'pass')).toEqual([]);
    expect(lines.map(({ id }) => id)).toEqual([
      ...['split.fast', 'split.balanced', 'split.creative', 'training.step', 'training.entropy'],
      ...['training.rollbacks', 'normalizer.mean', 'normalizer.std', 'normalizer.samples'],
      ...['checkpoints.saved', 'checkpoints.best_reward', 'breakers.open', 'alarms.active'],
    ]);
  });

  it.each<[string, string, number | null, Partial<ChecklistFigures>]>([
    ['split.fast', 'no_data', null, { snapshot: aSnapshot({ split: lowSplit() }) }],
    ['split.creative', 'fail', 4.5, { snapshot: aSnapshot({ split: lowSplit('deviating') }) }],
    ['training.step', 'pass', 9_999, {}],
    [
      'training.step',
      'fail',
      10_001,
      { snapshot: aSnapshot({ training: aTrainingState({ step: 10_001 }) }) },
    ],
    [
      'training.step',
      'pass',
      10_001,
      { snapshot: aSnapshot({ training: aTrainingState({ step: 10_001, totalSteps: 20_000 }) }) },
    ],
    [
      'training.entropy',
      'fail',
      0.02,
      { snapshot: aSnapshot({ training: aTrainingState({ entropyCoef: 0.02 }) }) },
    ],
    [
      'training.entropy',
      'no_data',
      0.005,
      { snapshot: aSnapshot({ training: aTrainingState({ isEntropyReported: false }) }) },
    ],
    [
      'training.rollbacks',
      'fail',
      3,
      { snapshot: aSnapshot({ training: aTrainingState({ rollbacks: { used: 3, max: 3 } }) }) },
    ],
    [
      'normalizer.samples',
      'no_data',
      999,
      {
        snapshot: aSnapshot({
          training: aTrainingState({ normalizer: { mean: 4, std: 1, count: 999 } }),
        }),
      },
    ],
    ['checkpoints.saved', 'no_data', 0, { snapshot: aSnapshot({ checkpointSaves: 0 }) }],
    ['checkpoints.best_reward', 'no_data', null, { snapshot: aSnapshot({ bestReward: undefined }) }],
    ['breakers.open', 'fail', 1, { snapshot: aSnapshot({ breakers: { qwen: 'half_open' } }) }],
    ['alarms.active', 'fail', 1, { alarms: [{ name: 'KlWarning', isActive: true }] }],
    ['alarms.active', 'no_data', null, { alarms: undefined }],
  ])('%s: %s at %p', (id, status, figure, change) => {
    expect(find(linesOf(change), id)).toMatchObject({ status, figure });
  });

  it('names what is wrong', () => {
    const lines = linesOf({
      alarms: [{ name: 'KlWarning', isActive: true }, ...ALARMS],
      snapshot: aSnapshot({ breakers: { qwen: 'open' } }),
    });

    expect(find(lines, 'alarms.active')?.detail).toBe('KlWarning');
    expect(find(lines, 'breakers.open')?.detail).toBe('qwen open');
  });

  it('has lines without data in a new stage, and breakers that are closed', () => {
    const snapshot = aSnapshot({
      split: undefined,
      training: undefined,
      checkpointSaves: 0,
      bestReward: undefined,
      breakers: {},
    });

    const lines = linesOf({ snapshot });

    expect(lines.filter(({ status }) => status === 'fail')).toEqual([]);
    expect(lines.filter(({ status }) => status === 'pass').map(({ id }) => id)).toEqual([
      'breakers.open',
      'alarms.active',
    ]);
  });
});

function lowSplit(status: 'insufficient_data' | 'deviating' = 'insufficient_data') {
  const { split } = aSnapshot();
  if (!split) throw new Error('The snapshot has no split');
  return {
    ...split,
    status,
    modes: { ...split.modes, creative: { target: 10, actual: 4.5, deviation: -5.5 } },
  };
}
