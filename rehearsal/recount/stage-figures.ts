import { join } from 'node:path';
import * as v from 'valibot';
import { linesOf } from './lines.ts';

/*
 * What follows from what a stage answered to anybody, and from what the plant reported to CloudWatch.
 */

const answer = v.object({
  ...{ type: v.literal('answer'), at: v.number(), answered_at: v.number(), status: v.number() },
});
const signals = v.object({ type: v.literal('signals'), at: v.number(), hit_rate: v.number() });

const MINUTE_MS = 60_000;
/** A report looks some time before it is answered, as long as an answer may take: what came meanwhile may be in it or not. */
const MAKING_MS = 30_000;
const EXACT = 1e-9;

/** What a report looked at, in milliseconds since the epoch: `until` is when it was answered. */
export interface Window {
  readonly from: number;
  readonly until: number;
}

interface Range {
  readonly least: number;
  readonly most: number;
}

/** In percent; undefined where nothing was answered, or reported. */
export function stageFigures(folder: string, { from, until }: Window) {
  const [answers, reports] = linesOf(join(folder, 'stage.jsonl'), answer, signals);
  return {
    uptime: uptimeOf(
      answers.filter(({ at, answered_at }) => at >= from && answered_at <= until),
      until - MAKING_MS,
    ),
    hits: hitsOf(
      reports.filter(({ at }) => at >= from && at <= until),
      until - MAKING_MS,
    ),
  };
}

/** A minute counts when anything was asked in it, and is broken when one answer was 500 or more. */
function uptimeOf(answers: readonly v.InferOutput<typeof answer>[], seenUntil: number): Range | undefined {
  const [asked, broken] = [new Set<number>(), new Set<number>()];
  const uptimes: number[] = [];
  const tell = () => uptimes.push(100 * (1 - broken.size / asked.size));
  for (const { at, answered_at, status } of answers) {
    if (answered_at > seenUntil && asked.size > 0) tell();
    const minute = Math.floor(at / MINUTE_MS);
    asked.add(minute);
    if (status >= 500) broken.add(minute);
  }
  if (asked.size > 0) tell();
  return rangeOf(uptimes);
}

/** Each report counts as much as another. */
function hitsOf(reports: readonly v.InferOutput<typeof signals>[], seenUntil: number): Range | undefined {
  const means: number[] = [];
  let sum = 0;
  for (const [count, { at, hit_rate }] of reports.entries()) {
    if (at > seenUntil && count > 0) means.push(sum / count);
    sum += hit_rate;
  }
  if (reports.length > 0) means.push(sum / reports.length);
  return rangeOf(means);
}

const rangeOf = (values: readonly number[]): Range | undefined =>
  values.length === 0 ? undefined : { least: Math.min(...values) - EXACT, most: Math.max(...values) + EXACT };
