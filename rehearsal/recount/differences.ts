import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { deviationOf, errorPercentOf, lastEntropy, shareOf, tenthMean } from './log-figures.ts';
import { readRawLog, type RawLog } from './raw-log.ts';
import { stageFigures } from './stage-figures.ts';
import { worstP95, type Periods } from './worst-p95.ts';

/** Of sums of floating point numbers. */
const EXACT = 1e-9;
/** Of CloudWatch's percentiles: bins as wide as 1 %, of which the middle is told. */
const BUCKET_ERROR = 0.01;
/** Of a figure that is told in words: four digits. */
const ROUNDED = 1e-3;

const time = v.pipe(v.string(), v.transform(Date.parse));

const kept = v.object({
  ...{ from: time, at: time },
  lines: v.array(
    v.object({
      id: v.string(),
      figure: v.nullable(v.number()),
      source: v.string(),
      detail: v.optional(v.string(), ''),
    }),
  ),
});

type Kept = v.InferOutput<typeof kept>;

/** Between what a figure of the report lies, by the raw log alone. */
interface Recounted {
  readonly id: string;
  readonly least: number;
  readonly most: number;
  /** Of the line's detail, and not its figure. */
  readonly isDetail?: true;
}

export interface Recount {
  /** How many figures were counted again. */
  readonly figures: number;
  /** Those that the report has otherwise, a sentence each. */
  readonly differences: readonly string[];
  /** Lines of the report that were not counted again. */
  readonly left: readonly string[];
}

/** Holds report.json of a folder to what follows from the raw log beside it. */
export function recount(folder: string): Recount {
  const report = v.parse(kept, JSON.parse(readFileSync(join(folder, 'report.json'), 'utf8')));
  const log = readRawLog(folder);
  const recounted = [...ofTraining(log), ...ofServing(log, report), ...ofStage(folder, report)];
  const differences = recounted.flatMap(({ id, least, most, isDetail }) => {
    const line = report.lines.find((one) => one.id === id);
    const told = isDetail ? Number.parseFloat(line?.detail ?? '') : (line?.figure ?? NaN);
    if (told >= least && told <= most) return [];
    return [`${id}${isDetail ? ' (its detail)' : ''}: ${told}, recounted ${least} to ${most}`];
  });
  const again = new Set(recounted.map(({ id }) => id));
  const left = report.lines.map(({ id }) => id).filter((id) => !again.has(id));
  return { figures: recounted.length, differences, left };
}

const exactly = (id: string, value: number): Recounted =>
  within(id, value, EXACT * Math.max(1, Math.abs(value)));

const within = (id: string, value: number, error: number): Recounted => ({
  ...{ id, least: value - error, most: value + error },
});

function ofTraining(log: RawLog): readonly Recounted[] {
  return [
    exactly('training.steps', log.steps.size),
    exactly('training.rollbacks', log.rollbacks),
    exactly('training.entropy', lastEntropy(log)),
    ...(['loss', 'reward'] as const).flatMap((column): readonly Recounted[] => {
      const before = tenthMean(log, column, 1);
      return [
        exactly(`training.${column}`, tenthMean(log, column, 0)),
        { ...within(`training.${column}`, before, Math.abs(before) * ROUNDED), isDetail: true },
      ];
    }),
  ];
}

/** Each request without an answer may have counted or not; a machine with time to answer leaves none. */
function ofServing(log: RawLog, report: Kept): readonly Recounted[] {
  const outcomes = log.batches.flatMap(({ outcomes: some }) => some).length;
  const ofSessions = (100 * (log.lostSelections + log.moved)) / log.assigned.size + EXACT;
  const ofOutcomes = (100 * log.lostOutcomes) / outcomes + EXACT;
  return [
    ...[...new Set(log.assigned.values())].map((mode) =>
      within(`split.${mode}`, shareOf(log, mode), ofSessions),
    ),
    within('split.deviation', deviationOf(log), ofSessions),
    ...(outcomes === 0 ? [] : [within('serving.errors', errorPercentOf(log), ofOutcomes)]),
    // Of outcomes that may have counted or not, the slowest are not known.
    ...(log.lostOutcomes > 0 ? [] : [...servedModes(log)].map((mode) => slowestOf(log, report, mode))),
  ];
}

function ofStage(folder: string, { from, at: until }: Kept): readonly Recounted[] {
  const { uptime, hits } = stageFigures(folder, { from, until });
  return [
    ...(uptime ? [{ id: 'serving.uptime', ...uptime }] : []),
    ...(hits ? [{ id: 'cache.hits', ...hits }] : []),
  ];
}

const servedModes = ({ batches }: RawLog): ReadonlySet<string> =>
  new Set(batches.flatMap(({ outcomes }) => outcomes.map(({ mode }) => mode)));

function slowestOf({ batches }: RawLog, report: Kept, mode: string): Recounted {
  const id = `latency.${mode}`;
  const { least, most } = worstP95(batches, mode, partsOf(report, id));
  return {
    id,
    least: (least * (1 - BUCKET_ERROR)) / 1_000,
    most: (most * (1 + BUCKET_ERROR)) / 1_000,
  };
}

/** A line of latencies says how long the parts are that it looks at; none is a minute for ever. */
function partsOf({ from, lines }: Kept, id: string): Periods {
  const { source = '' } = lines.find((line) => line.id === id) ?? {};
  const [, seconds] = /p95 of each (\d+) s/.exec(source) ?? [];
  return { from, lengthMs: 1_000 * Number(seconds) };
}
