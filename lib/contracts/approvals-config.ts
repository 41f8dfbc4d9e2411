import * as v from 'valibot';

const milliseconds = v.pipe(v.number(), v.integer(), v.minValue(1));

/** What the approval functions need of configs/approvals.yaml: their variable APPROVALS_CONFIG. */
export const approvalsConfig = v.strictObject({
  timeout_ms: milliseconds,
  warn_before_ms: milliseconds,
  accept_raw_callbacks: v.boolean(),
});

export type ApprovalsConfig = v.InferOutput<typeof approvalsConfig>;
