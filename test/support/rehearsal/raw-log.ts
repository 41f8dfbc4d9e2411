import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';

/*
 * What a rehearsal sent and was answered, as its log has it, and what follows from that alone: nothing of Artisan is
 * imported here.
 */

const time = v.number();
const selection = v.object({
  type: v.literal('selection'),
  session_id: v.string(),
  status: v.number(),
  answer: v.looseObject({ assigned_mode: v.optional(v.string(), '') }),
});
const outcomes = v.object({
  type: v.literal('outcomes'),
  status: v.literal(202),
  sent_at: time,
  answered_at: time,
  outcomes: v.array(v.object({ mode: v.string(), status: v.string(), latency_ms: v.number() })),
  answer: v.object({ rejected: v.array(v.object({ index: v.number() })) }),
});
const step = v.object({ step: v.number(), loss: v.number(), reward: v.number() });
const metrics = v.object({
  path: v.pipe(v.string(), v.regex(/\/metrics$/)),
  status: v.literal(200),
  body: v.object({ attempt: v.number(), steps: v.array(step) }),
});
const directed = v.object({
  answer: v.object({ directive: v.object({ action: v.string(), attempt: v.number() }) }),
});

function linesOf<Schema extends v.GenericSchema>(file: string, schema: Schema): v.InferOutput<Schema>[] {
  const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
  return lines.flatMap((line) => {
    const parsed = v.safeParse(schema, JSON.parse(line));
    return parsed.success ? [parsed.output] : [];
  });
}

const unanswered = v.object({
  type: v.picklist(['selection', 'outcomes']),
  status: v.pipe(
    v.number(),
    v.check((status) => status >= 300 || status === 0),
  ),
  outcomes: v.optional(v.array(v.unknown()), [undefined]),
});

export function readRawLog(folder: string) {
  const traffic = join(folder, 'traffic.jsonl');
  const training = join(folder, 'training.jsonl');
  return {
    assigned: assignedOf(linesOf(traffic, selection)),
    batches: linesOf(traffic, outcomes).map(({ answer, outcomes: all, ...times }) => ({
      ...times,
      outcomes: all.filter((_, index) => !answer.rejected.some((one) => one.index === index)),
    })),
    /** Selections and outcomes of which nobody knows whether they count: a machine that is too busy does not answer. */
    lost: linesOf(traffic, unanswered).reduce((sum, { outcomes: all }) => sum + all.length, 0),
    /** Sessions that lost their pins to it, and were assigned anew. */
    moved: movedOf(linesOf(traffic, selection)),
    steps: stepsOf(linesOf(training, metrics).map(({ body }) => body)),
    rollbacks: new Set(
      linesOf(training, directed).flatMap(({ answer: { directive } }) =>
        directive.action === 'rollback' ? [directive.attempt] : [],
      ),
    ).size,
  };
}

export type RawLog = ReturnType<typeof readRawLog>;

/** The first answer of each session. */
function assignedOf(lines: readonly v.InferOutput<typeof selection>[]): ReadonlyMap<string, string> {
  const assigned = new Map<string, string>();
  for (const { session_id: id, status, answer } of lines)
    if (status === 200 && !assigned.has(id)) assigned.set(id, answer.assigned_mode);
  return assigned;
}

function movedOf(lines: readonly v.InferOutput<typeof selection>[]): number {
  const answered = lines.filter(({ status }) => status === 200);
  const bySession = Map.groupBy(answered, ({ session_id: id }) => id);
  const modesOf = (some: typeof answered) => new Set(some.map(({ answer }) => answer.assigned_mode));
  return [...bySession.values()].filter((some) => modesOf(some).size > 1).length;
}

type Step = v.InferOutput<typeof step>;

/** Of the last attempt that reported it: what came before a rollback is given up. */
function stepsOf(taken: readonly { readonly attempt: number; readonly steps: readonly Step[] }[]) {
  const byStep = new Map<number, Step>();
  for (const { steps } of taken.toSorted((one, other) => one.attempt - other.attempt))
    for (const one of steps) byStep.set(one.step, one);
  return byStep;
}

export function shareOf({ assigned }: RawLog, mode: string): number {
  const modes = [...assigned.values()];
  return (100 * modes.filter((one) => one === mode).length) / modes.length;
}

export function errorPercentOf({ batches }: RawLog): number {
  const all = batches.flatMap(({ outcomes: some }) => some);
  return (100 * all.filter(({ status }) => status !== 'ok').length) / all.length;
}

/** The mean of one tenth of all steps: 0 is the last, 1 the one before. */
export function tenthMean({ steps }: RawLog, column: 'loss' | 'reward', fromTheEnd: number): number {
  const tenth = steps.size / 10;
  const end = steps.size - fromTheEnd * tenth;
  const values = Array.from({ length: tenth }, (_, i) => steps.get(end - tenth + i)?.[column] ?? NaN);
  return values.reduce((sum, value) => sum + value, 0) / tenth;
}

const MINUTE_MS = 60_000;
/** More are in nobody's hands at the turn of a minute. */
const MOST_UNSURE = 12;

/**
 * Between what the worst p95 of a minute lies, in milliseconds: a rank is between two values, and a batch that was on its
 * way at the turn of a minute belongs to either.
 */
export function worstP95(
  { batches }: RawLog,
  mode: string,
): { readonly least: number; readonly most: number } {
  const ofMode = batches.map(({ sent_at, answered_at, outcomes: some }) => ({
    minutes: [Math.floor(sent_at / MINUTE_MS), Math.floor(answered_at / MINUTE_MS)] as const,
    values: some.filter((one) => one.mode === mode).map(({ latency_ms }) => latency_ms),
  }));
  const unsure = ofMode.filter(({ minutes: [from, to] }) => from !== to);
  if (unsure.length > MOST_UNSURE) throw new Error(`${unsure.length} batches were on their way`);
  const ranges = Array.from({ length: 2 ** unsure.length }, (_, choice) =>
    worstOf(ofMode, ({ minutes: [from, to] }, index) => (((choice >> index) & 1) === 1 ? to : from)),
  );
  return {
    least: Math.min(...ranges.map(({ least }) => least)),
    most: Math.max(...ranges.map(({ most }) => most)),
  };

  function worstOf(
    all: typeof ofMode,
    minuteOf: (batch: (typeof ofMode)[number], index: number) => number,
  ): { readonly least: number; readonly most: number } {
    const byMinute = Map.groupBy(all, (batch) => minuteOf(batch, unsure.indexOf(batch)));
    const ranked = [...byMinute.values()].flatMap((some) => {
      const sorted = some.flatMap(({ values }) => values).sort((one, other) => one - other);
      const rank = Math.ceil(0.95 * sorted.length) - 1;
      return sorted.length === 0
        ? []
        : [{ low: sorted[Math.max(0, rank - 1)], high: sorted[rank + 1] ?? sorted[rank] }];
    });
    return {
      least: Math.max(...ranked.map(({ low = NaN }) => low)),
      most: Math.max(...ranked.map(({ high = NaN }) => high)),
    };
  }
}
