import fc from 'fast-check';
import type { ReportLine } from '../../../lib/contracts/answers/reports.ts';
import { LATENCY_BOUNDS_SECONDS } from '../../../lib/outcomes/latency-histogram.ts';
import { lineOf, statusOf } from '../../../lib/observability/report/line.ts';
import { reportOf, type ReportFigures } from '../../../lib/observability/report/report.ts';
import {
  aTrainedRun,
  EXPECTATIONS,
  goodFigures,
  someServing,
} from '../../support/observability/report-figures.ts';

const linesOf = (change: Partial<ReportFigures> = {}) => reportOf(goodFigures(change), EXPECTATIONS);
const lineIn = (lines: readonly ReportLine[], id: string): ReportLine => {
  const line = lines.find((one) => one.id === id);
  if (!line) throw new Error(`There is no line ${id}`);
  return line;
};
const split = (fast: number, balanced: number, creative: number) => ({
  fast: { target: 60, actual: fast },
  balanced: { target: 30, actual: balanced },
  creative: { target: 10, actual: creative },
});

describe('the report of a launch', () => {
  it('passes in every line when all went well, and says where each figure is from', () => {
    const lines = linesOf();

    expect(lines.filter(({ status }) => status !== 'pass')).toEqual([]);
    expect(lines.map(({ id }) => id)).toEqual([
      ...['split.fast', 'split.balanced', 'split.creative', 'split.deviation'],
      ...['training.steps', 'training.entropy', 'training.loss', 'training.reward', 'training.rollbacks'],
      ...['serving.uptime', 'serving.errors', 'latency.fast', 'latency.balanced', 'latency.creative'],
      ...['breakers.open', 'cache.hits'],
    ]);
    for (const { source, target } of lines) expect([source, target]).not.toContain('');
  });

  it.each<[string, string, number, Partial<ReportFigures>]>([
    ['split.fast', 'pass', 62, { split: split(62, 28, 10) }],
    ['split.fast', 'fail', 62.01, { split: split(62.01, 28, 9.99) }],
    ['split.balanced', 'fail', 27.9, { split: split(61, 27.9, 11.1) }],
    ['split.deviation', 'pass', 4.9, { split: split(64.9, 28, 7.1) }],
    ['split.deviation', 'fail', 5, { split: split(65, 28, 7) }],
    ['training.steps', 'pass', 9_500, { run: aTrainedRun({ lastStep: 9_499 }) }],
    ['training.steps', 'fail', 9_499, { run: aTrainedRun({ lastStep: 9_498 }) }],
    ['training.steps', 'fail', 10_501, { run: aTrainedRun({ lastStep: 10_500 }) }],
    ['training.entropy', 'pass', 0.0059, { run: aTrainedRun({ entropyCoef: 0.0059 }) }],
    ['training.entropy', 'fail', 0.0061, { run: aTrainedRun({ entropyCoef: 0.0061 }) }],
    ['training.entropy', 'no_data', 0.005, { run: aTrainedRun({ isEntropyReported: false }) }],
    ['training.entropy', 'fail', 0.02, { run: aTrainedRun({ isEntropyReported: false, entropyCoef: 0.02 }) }],
    ['training.loss', 'pass', 0.55, { run: aTrainedRun({ loss: { before: 0.5, last: 0.55 } }) }],
    ['training.loss', 'fail', 0.56, { run: aTrainedRun({ loss: { before: 0.5, last: 0.56 } }) }],
    ['training.loss', 'pass', -0.46, { run: aTrainedRun({ loss: { before: -0.5, last: -0.46 } }) }],
    ['training.loss', 'fail', -0.44, { run: aTrainedRun({ loss: { before: -0.5, last: -0.44 } }) }],
    ['training.reward', 'pass', 3.6, { run: aTrainedRun({ reward: { before: 4, last: 3.6 } }) }],
    ['training.reward', 'fail', 3.5, { run: aTrainedRun({ reward: { before: 4, last: 3.5 } }) }],
    ['training.rollbacks', 'pass', 1, { serving: someServing({ rollbacks: 1 }) }],
    ['training.rollbacks', 'fail', 2, { serving: someServing({ rollbacks: 2 }) }],
    ['serving.uptime', 'fail', 99.5, { serving: someServing({ minutes: { asked: 200, broken: 1 } }) }],
    ['serving.errors', 'pass', 0.49, { serving: someServing({ errors: 49 }) }],
    ['serving.errors', 'fail', 0.5, { serving: someServing({ errors: 50 }) }],
    ['latency.fast', 'fail', 2.6, { serving: someServing({ worstP95Seconds: { fast: 2.6 } }) }],
    ['latency.balanced', 'pass', 3.5, { serving: someServing({ worstP95Seconds: { balanced: 3.5 } }) }],
    ['latency.creative', 'fail', 10.1, { serving: someServing({ worstP95Seconds: { creative: 10.1 } }) }],
    ['breakers.open', 'fail', 2, { snapshot: { breakers: { qwen: 'forced_open', llama: 'half_open' } } }],
    ['cache.hits', 'fail', 70, { serving: someServing({ cacheHitRate: 0.7 }) }],
    ['cache.hits', 'pass', 71, { serving: someServing({ cacheHitRate: 0.71 }) }],
  ])('%s: %s at %p', (id, status, figure, change) => {
    const line = lineIn(linesOf(change), id);

    expect([line.status, line.figure]).toEqual([status, expect.closeTo(figure, 9)]);
  });

  it('has no data of what nobody did', () => {
    const nothing = someServing({
      outcomes: 0,
      errors: 0,
      worstP95Seconds: {},
      minutes: { asked: 0, broken: 0 },
      cacheHitRate: undefined,
    });

    const lines = linesOf({ split: undefined, samples: 3, run: undefined, serving: nothing });

    const known = lines.filter(({ status }) => status !== 'no_data').map(({ id }) => id);
    expect(known).toEqual(['training.rollbacks', 'breakers.open']);
    expect(lines.filter(({ figure, status }) => status === 'no_data' && figure !== null)).toEqual([]);
  });

  it('says of an entropy coefficient that nobody reports that it is only what was told', () => {
    const { source } = lineIn(
      linesOf({ run: aTrainedRun({ isEntropyReported: false }) }),
      'training.entropy',
    );

    expect(source).toBe('schedule and overrides: the trainer reports no entropy_coef');
  });

  it('compares nothing with a tenth that nobody reported', () => {
    const run = aTrainedRun({ loss: { before: NaN, last: 1 }, reward: { before: 1, last: NaN } });

    const lines = linesOf({ run });

    expect(['training.loss', 'training.reward'].map((id) => lineIn(lines, id).status)).toEqual([
      'no_data',
      'no_data',
    ]);
  });

  it('has limits of latency that Prometheus can hold too: each is the bound of a bucket', () => {
    const { other, modes } = EXPECTATIONS.latency_p95_seconds;

    expect(LATENCY_BOUNDS_SECONDS).toEqual(expect.arrayContaining([other, ...Object.values(modes)]));
  });

  it('has a line for every mode there is', () => {
    const lines = linesOf({ modes: ['solo'], split: { solo: { target: 100, actual: 100 } } });

    expect(lineIn(lines, 'split.solo').status).toBe('pass');
    expect(lineIn(lines, 'latency.solo').target).toBe('at most 2.5');
  });
});

describe('a report as a whole', () => {
  const said = { id: 'x', says: 'X', target: 'y', source: 'z' };

  it('is as good as its worst line', () => {
    const lines = { pass: 1, fail: 0, no_data: undefined };
    const of = (...statuses: (keyof typeof lines)[]) =>
      statusOf(statuses.map((status) => lineOf(said, lines[status], (figure) => figure === 1)));

    expect([of('pass', 'pass'), of('pass', 'no_data'), of('no_data', 'fail', 'pass')]).toEqual([
      'pass',
      'no_data',
      'fail',
    ]);
  });

  it('tells a figure that it is too early to judge', () => {
    expect(lineOf(said, 999, () => undefined)).toMatchObject({ figure: 999, status: 'no_data' });
  });

  it('never judges what is no finite number', () => {
    fc.assert(
      fc.property(fc.constantFrom(NaN, Infinity, -Infinity, undefined), fc.boolean(), (figure, holds) => {
        expect(lineOf(said, figure, () => holds)).toMatchObject({ figure: null, status: 'no_data' });
      }),
    );
  });
});
