import type { MetricsBatch } from '../contracts/metrics-batch.ts';
import type { RunItem } from '../contracts/run-item.ts';
import type { TrainingConfig } from '../contracts/training-config.ts';
import { histogramOf, type Histogram } from '../shared/histogram.ts';
import type { Ingested } from './ingest.ts';
import { scheduleAt } from './schedule.ts';

/** Per-step rewards lie at 3 to 5, episodes at 10 to 20; 50 is the ceiling, 100 a runaway. */
export const RAW_REWARD_BOUNDS = [-10, -5, -1, 0, 1, 2, 3, 4, 5, 7.5, 10, 15, 20, 50, 100] as const;

/** In standard deviations: clipped to +-10. */
export const NORMALIZED_REWARD_BOUNDS = [-5, -3, -2, -1, -0.5, 0, 0.5, 1, 2, 3, 5] as const;

/** Sums are added up for ever, in a number of 38 digits: one reward adds no more than this. */
const LARGEST_IN_SUM = 1e12;

/** How the training of a stage stands, as the newest batch of any run says. */
export interface TrainingFigures {
  readonly runId: string;
  readonly attempt: number;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly step: number;
  readonly totalSteps?: number;
  /** What the trainer says that it uses, else what it was told for its last step. */
  readonly entropyCoef: number;
  readonly isEntropyReported: boolean;
  /** What the schedule says for that step, without overrides. */
  readonly entropyScheduled: number;
  readonly entropyFinal: number;
  readonly learningRate: number;
  /** The last finite values. */
  readonly loss?: number;
  readonly reward?: number;
  readonly kl?: number;
  readonly normalizer: { readonly mean: number; readonly std: number; readonly count: number };
  readonly normalizerWindow: number;
  readonly rollbacks: { readonly used: number; readonly max: number };
}

/** What a batch adds for whoever watches the stage. */
export interface BatchFigures {
  readonly figures: TrainingFigures;
  readonly rawRewards: Histogram;
  readonly normalizedRewards: Histogram;
}

/** Where the figures of batches are told. Throws StoreUnavailableError or StoreDeniedError. */
export interface FiguresStore {
  /** Adds the histograms, and replaces the figures. Not repeatable: a batch is told once, or not at all. */
  tell(batch: BatchFigures): Promise<void>;
}

interface Occasion {
  readonly run: RunItem;
  readonly batch: MetricsBatch;
  readonly ingested: Ingested;
  readonly config: TrainingConfig;
}

/** Of a batch of which at least one step was taken. */
export function batchFigures(occasion: Occasion): BatchFigures {
  const { batch, ingested } = occasion;
  const column = batch.columns.get('reward');
  // A reward that does not count has no normalised value.
  const counted = [...ingested.rows].filter((row) => !Number.isNaN(ingested.normalized[row] ?? NaN));
  const raw = counted.map((row) => clamp(column?.values[row] ?? 0));
  const normalized = counted.map((row) => clamp(ingested.normalized[row] ?? 0));
  return {
    figures: figuresOf(occasion),
    rawRewards: histogramOf(raw, RAW_REWARD_BOUNDS),
    normalizedRewards: histogramOf(normalized, NORMALIZED_REWARD_BOUNDS),
  };
}

function figuresOf({ run, ingested, config }: Occasion): TrainingFigures {
  const step = ingested.state.lastStep;
  const { ppo_schedule, reward_normalization, checkpoint_strategy } = config;
  const told = scheduleAt(step, ppo_schedule, run);
  const { reward, loss, kl } = run.latest;
  const { entropy_coef, learning_rate } = ingested.latest;
  return {
    runId: run.run_id,
    attempt: run.attempt,
    at: run.metrics_at ?? run.created_at,
    step,
    ...(run.total_steps !== undefined && { totalSteps: run.total_steps }),
    entropyCoef: entropy_coef ?? told.entropy_coef,
    isEntropyReported: entropy_coef !== undefined,
    entropyScheduled: scheduleAt(step, ppo_schedule, { lr_multiplier: 1, overrides: {} }).entropy_coef,
    entropyFinal: ppo_schedule.entropy_coef.final,
    learningRate: learning_rate ?? told.learning_rate,
    ...(loss !== undefined && { loss }),
    ...(reward !== undefined && { reward }),
    ...(kl !== undefined && { kl }),
    normalizer: ingested.normalizer,
    normalizerWindow: reward_normalization.window_size,
    rollbacks: { used: run.rollbacks_used, max: checkpoint_strategy.rollback.max_rollbacks },
  };
}

const clamp = (value: number): number => Math.min(Math.max(value, -LARGEST_IN_SUM), LARGEST_IN_SUM);
