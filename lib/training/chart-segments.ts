import type { Lineage } from '../contracts/lineage.ts';

/** Steps of one attempt, both ends included. */
export interface Segment {
  readonly attempt: number;
  readonly from: number;
  readonly to: number;
}

type StepRange = Omit<Segment, 'attempt'>;

/**
 * What a run stands on now within a range of steps: of each attempt the steps after the one it began at, up to the one
 * that a later attempt went back to. Ascending and apart from each other, since a later attempt begins where all before
 * it end.
 */
export function segmentsOf(
  { attempt: current, lineage }: { readonly attempt: number; readonly lineage: Lineage },
  range: StepRange,
): readonly Segment[] {
  const attempts = Array.from({ length: current }, (_, index) => index + 1);
  return attempts
    .map((attempt) => ({ attempt, ...within(range, ownSteps(lineage, attempt)) }))
    .filter(({ from, to }) => from <= to);
}

function ownSteps(lineage: Lineage, attempt: number): StepRange {
  const began = lineage.find((entry) => entry.attempt === attempt);
  const ends = lineage.filter((entry) => entry.attempt > attempt).map(({ step }) => step);
  return { from: began ? began.step + 1 : 0, to: Math.min(Infinity, ...ends) };
}

function within(one: StepRange, other: StepRange): StepRange {
  return { from: Math.max(one.from, other.from), to: Math.min(one.to, other.to) };
}
