import { join } from 'node:path';
import * as v from 'valibot';
import { linesOf } from './lines.ts';

/*
 * What a rehearsal sent and was answered, as its log has it, and what follows from that alone: nothing of Artisan is
 * imported here.
 */

const time = v.number();
const selection = v.object({
  type: v.literal('selection'),
  session_id: v.string(),
  status: v.number(),
  answer: v.object({ assigned_mode: v.optional(v.string(), '') }),
});
const outcomes = v.object({
  type: v.literal('outcomes'),
  status: v.literal(202),
  sent_at: time,
  answered_at: time,
  outcomes: v.array(v.object({ mode: v.string(), status: v.string(), latency_ms: v.number() })),
  answer: v.object({ rejected: v.array(v.object({ index: v.number() })) }),
});
const step = v.object({
  ...{ step: v.number(), loss: v.number(), reward: v.number() },
  entropy_coef: v.optional(v.number()),
});
const metrics = v.object({
  path: v.pipe(v.string(), v.regex(/\/metrics$/)),
  status: v.literal(200),
  body: v.object({ attempt: v.number(), steps: v.array(step) }),
});
const directive = v.object({ action: v.string(), attempt: v.number() });
/** Beside metrics, or asked for by a trainer that pauses. */
const directed = v.union([
  v.object({ answer: v.object({ directive }) }),
  v.pipe(
    v.object({ answer: directive }),
    v.transform(({ answer }) => ({ answer: { directive: answer } })),
  ),
]);

const unanswered = v.object({
  type: v.picklist(['selection', 'outcomes']),
  status: v.pipe(
    v.number(),
    v.check((status) => status >= 300 || status === 0),
  ),
  outcomes: v.optional(v.array(v.unknown()), []),
});

export function readRawLog(folder: string) {
  const [selections, batches, lost] = linesOf(join(folder, 'traffic.jsonl'), selection, outcomes, unanswered);
  const [reported, told] = linesOf(join(folder, 'training.jsonl'), metrics, directed);
  const rolledBack = told.filter(({ answer }) => answer.directive.action === 'rollback');
  return {
    assigned: assignedOf(selections),
    batches: batches.map(({ answer, outcomes: all, ...times }) => ({
      ...times,
      outcomes: all
        .filter((_, index) => !answer.rejected.some((one) => one.index === index))
        // Of neither errors nor latencies.
        .filter(({ status }) => status !== 'cancelled'),
    })),
    /** Of which nobody knows whether they count: a machine that is too busy does not answer. */
    lostSelections: lost.filter(({ type }) => type === 'selection').length,
    lostOutcomes: lost.reduce((sum, { outcomes: all }) => sum + all.length, 0),
    /** Sessions that lost their pins to it, and were assigned anew. */
    moved: movedOf(selections),
    steps: stepsOf(reported.map(({ body }) => body)),
    rollbacks: new Set(rolledBack.map(({ answer }) => answer.directive.attempt)).size,
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
