import * as v from 'valibot';

const STATUSES = {
  SUCCEEDED: 'succeeded',
  FAILED: 'failed',
  TIMED_OUT: 'timed_out',
  ABORTED: 'aborted',
} as const;

const text = v.optional(v.nullable(v.string()));

const nothing = v.pipe(v.string(), v.parseJson(), v.object({ found_nothing: v.literal(true) }));

/** @param output of a machine, as Step Functions gives it: JSON, or nothing where it is long */
export function foundNothing(output: unknown): boolean {
  return v.is(nothing, output);
}

/** What EventBridge delivers when an execution has ended ("Step Functions Execution Status Change"). */
export const executionEvent = v.pipe(
  v.object({
    detail: v.object({
      name: v.pipe(v.string(), v.nonEmpty()),
      status: v.picklist(['SUCCEEDED', 'FAILED', 'TIMED_OUT', 'ABORTED']),
      /** Milliseconds since the epoch. */
      stopDate: v.optional(v.nullable(v.number())),
      error: text,
      cause: text,
      output: text,
    }),
  }),
  v.transform(({ detail: { name, status, stopDate, error, cause, output } }) => ({
    executionId: name,
    outcome: {
      status: STATUSES[status],
      ...(typeof stopDate === 'number' && { at: stopDate }),
      ...(typeof error === 'string' && { error }),
      ...(typeof cause === 'string' && { cause }),
      ...(foundNothing(output) && { nothingToDo: true }),
    },
  })),
);
