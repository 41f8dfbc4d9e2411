import type { WaitState } from '../asl/definition.ts';
import type { AttemptProgress } from '../executions/frame-progress.ts';
import { QueryEvaluationError } from '../jsonata/query-evaluation-error.ts';
import { sleepUntil } from './sleep.ts';
import { isTimestamp } from './timestamp.ts';
import { expectCount, expectText } from './typed-result.ts';
import type { Exit, Visit } from './visit.ts';

export async function runWait(visit: Visit, state: WaitState, { waitUntil }: AttemptProgress): Promise<Exit> {
  const { frame } = visit;
  const until = waitUntil ?? (await endOf(visit, state));
  if (waitUntil === undefined) frame.note({ waitUntil: until });
  await sleepUntil(frame.runtime.clock, until, frame.cancellation);
  return visit.leave(state, state.next, { fallback: visit.input });
}

/** Milliseconds since the epoch. Seconds count from the entry. */
async function endOf(visit: Visit, { until }: WaitState): Promise<number> {
  const { field, value: template } = until;
  const value = await visit.evaluate(template, field);
  if (field === 'Seconds') return visit.enteredAt + 1000 * expectCount(template, field, value);
  const timestamp = expectText(template, field, value);
  if (!isTimestamp(timestamp)) {
    const complaint =
      'The Timestamp field cannot be parsed as an ISO-8601 extended offset date-time format string';
    throw new QueryEvaluationError(`${complaint}: ${String(timestamp)}`, field);
  }
  return Date.parse(timestamp);
}
