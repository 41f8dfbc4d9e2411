import * as v from 'valibot';

const directive = v.object({
  id: v.string(),
  action: v.picklist(['continue', 'save_now', 'pause', 'rollback', 'resume', 'stop']),
  attempt: v.number(),
  target: v.exactOptional(v.object({ step: v.number(), sha256: v.string(), download_url: v.string() })),
});

export type Directive = v.InferOutput<typeof directive>;

const schedule = v.object({ entropy_coef: v.number(), learning_rate: v.number() });

/** What a trainer reads of the answers it gets. */
export const ANSWERS = {
  directive,
  schedule,
  begun: v.object({ run_id: v.string(), attempt: v.number(), schedule, directive }),
  metrics: v.object({
    schedule,
    findings: v.array(v.object({ kind: v.string(), step: v.number() })),
    directive,
  }),
  refused: v.object({ code: v.string(), directive }),
  upload: v.object({
    upload: v.object({ url: v.string(), method: v.string(), headers: v.record(v.string(), v.string()) }),
  }),
} as const;

export type MetricsSeen = v.InferOutput<typeof ANSWERS.metrics>;
