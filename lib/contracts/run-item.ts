import * as v from 'valibot';
import { attemptNumber, stepNumber } from './run-values.ts';

/**
 * What a run is doing. `pausing` and `stopping` last until the trainer acknowledges; `resuming` until the first metrics
 * after the directive. Metrics and checkpoints are taken in every status but the last two.
 */
export const RUN_STATUSES = [
  'running',
  'pausing',
  'paused',
  'resuming',
  'stopping',
  'stopped',
  'finished',
] as const;

export type RunStatus = (typeof RUN_STATUSES)[number];

export const DIRECTIVE_ACTIONS = ['continue', 'save_now', 'pause', 'rollback', 'resume', 'stop'] as const;

/** Milliseconds since the epoch. */
const time = v.number();

const directive = v.object({
  id: v.string(),
  action: v.picklist(DIRECTIVE_ACTIONS),
  attempt: attemptNumber,
  issued_at: time,
  by: v.string(),
  reason: v.exactOptional(v.string()),
  /** The checkpoint to go back to. Its URL is signed when answering, never stored. */
  target: v.exactOptional(v.object({ attempt: attemptNumber, step: stepNumber, sha256: v.string() })),
  acknowledged: v.exactOptional(
    v.object({
      status: v.picklist(['done', 'failed']),
      global_step: stepNumber,
      at: time,
      detail: v.exactOptional(v.string()),
    }),
  ),
});

/** "Attempt N began by going back to step S" of the lineage before it. */
const lineageEntry = v.object({
  attempt: attemptNumber,
  step: stepNumber,
  /** Of the checkpoint gone back to: two attempts may have saved one at that step. */
  target_attempt: v.exactOptional(attemptNumber),
  at: time,
  by: v.string(),
  reason: v.string(),
  /** Of the directive that began it. */
  directive_id: v.exactOptional(v.string()),
});

/** A number column holds 38 digits below 1e126, a reward may be anything: these are JSON text in the table. */
const json = <Schema extends v.GenericSchema>(schema: Schema) => v.pipe(v.string(), v.parseJson(), schema);

/** JSON knows no Infinity: a sum that has overflowed is its name. */
const anyNumber = v.pipe(v.union([v.number(), v.string()]), v.transform(Number));

/** How many finite values there were, and their sum: two of them give the mean of what lies between. */
const total = v.object({ count: v.number(), sum: anyNumber });

const override = v.object({ value: v.number(), by: v.string(), at: time, reason: v.string() });

const finding = v.object({
  kind: v.string(),
  attempt: attemptNumber,
  step: stepNumber,
  detail: v.string(),
  at: time,
});

/**
 * The item of a run (`pk = run#<run_id>`, `sk = run`): its control state and windows, replaced whole under a condition on
 * `version`. Whoever reads it parses it by this schema; only the run store writes it.
 */
export const runItem = v.object({
  run_id: v.string(),
  /** Grows by one with each write. */
  version: v.number(),
  /** Which write this is: a retry whose answer was lost finds its own. */
  change_id: v.string(),
  attempt: attemptNumber,
  status: v.picklist(RUN_STATUSES),
  created_at: time,
  /** When metrics last came. Absent before the first. */
  metrics_at: v.exactOptional(time),
  total_steps: v.exactOptional(v.number()),
  labels: v.exactOptional(v.record(v.string(), v.string())),
  /** The newest step that was taken in this lineage. Absent before the first. */
  last_step: v.exactOptional(stepNumber),
  lr_multiplier: v.number(),
  /** Of the runbook's step that last reduced it: the step done again reduces nothing. */
  reduced_by: v.exactOptional(v.string()),
  rollbacks_used: v.number(),
  /** Oldest first. Empty during attempt 1. */
  lineage: v.array(lineageEntry),
  directive,
  overrides: v.object({
    learning_rate: v.exactOptional(override),
    clip_range: v.exactOptional(override),
    entropy_coef: v.exactOptional(override),
  }),
  /** The newest ones, oldest first. */
  findings: v.array(finding),
  /** Over this lineage, since the run began: a rollback restores those of its target. */
  sums: json(v.object({ reward: total, loss: total, kl: total, episode_reward: total })),
  /** Last finite values by metric, for dashboards. */
  latest: json(v.record(v.string(), anyNumber)),
  /** Present while a runaway waits for its runbook: `pk = runaway`, `sk = <run_id>` stands then too. */
  runaway: v.exactOptional(
    v.object({ attempt: attemptNumber, step: stepNumber, at: time, detail: v.string() }),
  ),
  /** State of normaliser and detectors, encoded by lib/training/codec.ts. */
  windows: v.custom<Uint8Array>((value) => value instanceof Uint8Array, 'bytes'),
  /** When the run's line in the list was last brought up to date. */
  listed_at: time,
});

export type RunItem = v.InferOutput<typeof runItem>;

/** The run as the store's schema takes it back: the other direction of `runItem`. */
export function toStoredRun(run: RunItem): v.InferInput<typeof runItem> {
  return { ...run, sums: toJson(run.sums), latest: toJson(run.latest) };
}

function toJson(value: unknown): string {
  return JSON.stringify(value, (_name, member: unknown) =>
    typeof member === 'number' && !Number.isFinite(member) ? String(member) : member,
  );
}
