import * as v from 'valibot';
import type { Mode } from '../contracts/mode.ts';
import { OUTCOMES_TAKEN_FOR_MS, type OutcomeReport } from '../contracts/outcomes.ts';
import type { Rejection } from '../contracts/answers/outcomes.ts';
import { timestamp } from '../contracts/traffic.ts';
import { formatDuration } from '../shared/duration.ts';
import type { Outcome, SelectionClaims } from './outcome.ts';

export interface JudgingRules {
  /** Milliseconds since the epoch. */
  readonly now: number;
  readonly modeModels: Readonly<Record<Mode, readonly string[]>>;
  /** The claims of an id that we signed, else undefined. */
  readonly claimsOf: (selectionId: string) => SelectionClaims | undefined;
  readonly isLeaseOf: (leaseId: string, selection: SelectionClaims) => boolean;
}

export interface Judged {
  readonly outcomes: readonly Outcome[];
  readonly rejected: readonly Rejection[];
}

/** How far the clock of a caller may be from ours. */
const CLOCK_SKEW_MS = 60_000;

/** Characters of a refused value. */
const MAX_QUOTED = 60;

/**
 * Which of a caller's reports count. Each is held against what its signed selection id says, so nothing is read for
 * it. Of several for one selection the first that counts is taken.
 */
export function judge(reports: readonly OutcomeReport[], rules: JudgingRules): Judged {
  const outcomes: Outcome[] = [];
  const rejected: Rejection[] = [];
  const taken = new Set<string>();
  for (const [index, report] of reports.entries()) {
    const verdict = taken.has(report.selection_id)
      ? refuse('duplicate_selection', 'An outcome of this selection is in the batch already')
      : judgeOne(report, rules);
    if ('code' in verdict) {
      rejected.push({ index, ...verdict });
    } else {
      taken.add(report.selection_id);
      outcomes.push(verdict);
    }
  }
  return { outcomes, rejected };
}

type Refusal = Omit<Rejection, 'index'>;

const refuse = (code: Refusal['code'], detail: string): Refusal => ({ code, detail });

function judgeOne(report: OutcomeReport, rules: JudgingRules): Outcome | Refusal {
  const selection = rules.claimsOf(report.selection_id);
  if (!selection)
    return refuse('unknown_selection', `${quoted(report.selection_id)} is no selection of ours`);
  const models = modelsOf(selection.mode, rules.modeModels);
  const endedAt = report.at === undefined ? rules.now : timeOf(report.at);
  return (
    unlessInTime(selection, rules.now) ??
    unlessOfMode(report, selection) ??
    unlessOfModels(report, models) ??
    unlessLeased(report, selection, rules) ??
    unlessBetween(report, endedAt, { from: selection.at, to: rules.now }) ??
    toOutcome(report, { selection, endedAt: endedAt ?? rules.now, models: models })
  );
}

function unlessInTime({ at }: SelectionClaims, now: number): Refusal | undefined {
  if (now - at <= OUTCOMES_TAKEN_FOR_MS) return undefined;
  const limit = formatDuration(OUTCOMES_TAKEN_FOR_MS);
  return refuse('late_outcome', `The selection is of ${isoOf(at)}; its outcome was taken for ${limit}`);
}

function unlessOfMode({ mode }: OutcomeReport, selection: SelectionClaims): Refusal | undefined {
  if (mode === selection.mode) return undefined;
  return refuse('mode_mismatch', `Got ${quoted(mode)}; the selection said ${selection.mode}`);
}

function unlessOfModels({ mode, model }: OutcomeReport, models: readonly string[]): Refusal | undefined {
  if (model === undefined || models.includes(model)) return undefined;
  return refuse('unknown_model', `Got ${quoted(model)}; models of ${mode}: ${models.join(', ') || 'none'}`);
}

function unlessLeased(
  { lease_id: leaseId }: OutcomeReport,
  selection: SelectionClaims,
  { isLeaseOf }: JudgingRules,
): Refusal | undefined {
  if (leaseId === undefined || isLeaseOf(leaseId, selection)) return undefined;
  return refuse('unknown_lease', `${quoted(leaseId)} is no lease of this selection`);
}

function unlessBetween(
  { at }: OutcomeReport,
  endedAt: number | undefined,
  { from, to }: { readonly from: number; readonly to: number },
): Refusal | undefined {
  if (endedAt === undefined) {
    const example = isoOf(to);
    return refuse('invalid_time', `Got ${quoted(at ?? '')}, allowed is ISO 8601 in UTC, such as ${example}`);
  }
  if (endedAt >= from - CLOCK_SKEW_MS && endedAt <= to + CLOCK_SKEW_MS) return undefined;
  return refuse(
    'invalid_time',
    `Got ${isoOf(endedAt)}; it lies between the selection (${isoOf(from)}) and now`,
  );
}

function toOutcome(
  { model, status, latency_ms: latencyMs, lease_id: leaseId }: OutcomeReport,
  more: Pick<Outcome, 'selection' | 'endedAt' | 'models'>,
): Outcome {
  const { mode } = more.selection;
  const models = model === undefined ? more.models : [model];
  return { ...more, mode, models, status, latencyMs, ...(leaseId === undefined ? {} : { leaseId }) };
}

function modelsOf(mode: Mode, modeModels: JudgingRules['modeModels']): readonly string[] {
  return (Object.hasOwn(modeModels, mode) ? modeModels[mode] : undefined) ?? [];
}

function timeOf(text: string): number | undefined {
  const result = v.safeParse(timestamp, text);
  return result.success ? result.output : undefined;
}

const isoOf = (time: number): string => new Date(time).toISOString();

function quoted(text: string): string {
  return JSON.stringify(text.length > MAX_QUOTED ? `${text.slice(0, MAX_QUOTED)}...` : text);
}
