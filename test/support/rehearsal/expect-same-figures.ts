import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { ReportAnswer } from '../../../lib/contracts/answers/reports.ts';
import { errorPercentOf, readRawLog, shareOf, tenthMean, worstP95, type RawLog } from './raw-log.ts';

const MODES = ['fast', 'balanced', 'creative'] as const;
/** Of sums of floating point numbers, in percent. */
const EXACT = 1e-9;
/** Of CloudWatch's percentiles: bins as wide as 1 %, of which the middle is told. */
const BUCKET_ERROR = 0.01;

/** Holds report.json of a folder to what follows from the raw log beside it. */
export function expectSameFigures(folder: string): void {
  const { lines } = JSON.parse(readFileSync(join(folder, 'report.json'), 'utf8')) as ReportAnswer;
  const log = readRawLog(folder);
  const figureOf = (id: string) => lines.find((line) => line.id === id)?.figure ?? NaN;

  expect(figureOf('training.steps')).toBe(log.steps.size);
  expect(figureOf('training.rollbacks')).toBe(log.rollbacks);
  expect(figureOf('training.entropy')).toBeCloseTo(entropyAt(log), 12);
  for (const column of ['loss', 'reward'] as const)
    expect(figureOf(`training.${column}`)).toBeCloseTo(tenthMean(log, column, 0), 6);
  expectServing(figureOf, log);
}

/** Each request without an answer may have counted or not; a machine with time to answer leaves none. */
function expectServing(figureOf: (id: string) => number, log: RawLog): void {
  const outcomes = log.batches.flatMap(({ outcomes: some }) => some).length;
  const ofSessions = (100 * (log.lost + log.moved)) / log.assigned.size;
  const ofOutcomes = (100 * log.lost) / outcomes;
  // So many are unknown that nothing follows.
  if (ofSessions >= 100 || !(ofOutcomes < 100)) return;
  for (const mode of MODES)
    expect(Math.abs(figureOf(`split.${mode}`) - shareOf(log, mode))).toBeLessThanOrEqual(ofSessions + EXACT);
  expect(Math.abs(figureOf('serving.errors') - errorPercentOf(log))).toBeLessThanOrEqual(ofOutcomes + EXACT);
  if (log.lost > 0) return;
  for (const mode of MODES) {
    const { least, most } = worstP95(log, mode);
    const milliseconds = figureOf(`latency.${mode}`) * 1_000;
    expect(milliseconds).toBeGreaterThan(least * (1 - BUCKET_ERROR));
    expect(milliseconds).toBeLessThan(most * (1 + BUCKET_ERROR));
  }
}

/** As the schedule of the guide has it. */
function entropyAt({ steps }: RawLog): number {
  const { initial, final, decay_steps } = (
    parse(readFileSync('configs/ppo_schedule.yaml', 'utf8')) as {
      ppo_schedule: { entropy_coef: { initial: number; final: number; decay_steps: number } };
    }
  ).ppo_schedule.entropy_coef;
  return initial + (final - initial) * Math.min(1, (steps.size - 1) / decay_steps);
}
