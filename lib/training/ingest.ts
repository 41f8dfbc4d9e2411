import type { MetricsBatch } from '../contracts/metrics-batch.ts';
import type { RunItem } from '../contracts/run-item.ts';
import type { TrainingConfig } from '../contracts/training-config.ts';
import { orderOf } from './batch-order.ts';
import { readEntropy } from './read-entropy.ts';
import { FINDING_KINDS } from '../contracts/finding-kinds.ts';
import type { Finding } from './finding.ts';
import { normalizeRest } from './normalize-rest.ts';
import { statisticsOf, type NormalizerStatistics } from './normalizer.ts';
import { readDivergence } from './read-divergence.ts';
import { readEpisodes } from './read-episodes.ts';
import { readKls } from './read-kls.ts';
import { readLosses } from './read-losses.ts';
import { readRewards } from './read-rewards.ts';
import { totalsOf } from './sums.ts';
import { TakenBatch } from './taken-batch.ts';
import type { TrainingState } from './training-state.ts';

export interface IngestContext {
  readonly config: TrainingConfig;
  readonly overrides: RunItem['overrides'];
  /** When the batch came, milliseconds since the epoch. */
  readonly now: number;
}

export interface Ingested {
  /** The very state that was given when no step was taken. */
  readonly state: TrainingState;
  /** Steps taken: those above the last one taken before, each once. */
  readonly accepted: number;
  /** The rows of the batch that were taken, in the order of their steps. */
  readonly rows: Uint32Array;
  /** The other rows of the batch. */
  readonly duplicates: number;
  readonly normalizer: NormalizerStatistics;
  /** By row of the batch, NaN where the reward does not count. A row that was not taken goes by the figures before. */
  readonly normalized: Float64Array;
  /** By step. */
  readonly findings: readonly Finding[];
  /** The last value that counts of each metric of this batch, of the steps taken. */
  readonly latest: Readonly<Record<string, number>>;
  /** Over the run so far. */
  readonly sums: RunItem['sums'];
}

/**
 * Reads a batch of metrics into a run's state. A pure function whose cost depends on the batch and the windows only.
 *
 * - A step counts once: the first value of it wins, and steps up to the last one taken change nothing.
 * - Steps count in their order, so any order within a batch and any batching of the same steps give the same state,
 *   bit by bit, and the same findings.
 * - What is not finite is a finding, and enters nothing.
 */
export function ingest(state: TrainingState, batch: MetricsBatch, context: IngestContext): Ingested {
  const { config } = context;
  const order = orderOf(batch.steps, state.lastStep);
  const taken = new TakenBatch(batch, order);
  const rewards = readRewards(taken, state, config);
  if (order.duplicates > 0) normalizeRest(rewards.normalized, { batch, taken, state }, config);
  const read =
    order.rows.length === 0 ? { state, findings: [] } : readAll(taken, { state, rewards }, context);
  return {
    state: read.state,
    accepted: order.rows.length,
    rows: order.rows,
    duplicates: order.duplicates,
    normalizer: statisticsOf(read.state.rewards, read.state.figures, config.reward_normalization),
    normalized: rewards.normalized,
    findings: read.findings,
    latest: latestOf(taken),
    sums: totalsOf(read.state.sums),
  };
}

function readAll(
  taken: TakenBatch,
  { state, rewards }: { state: TrainingState; rewards: ReturnType<typeof readRewards> },
  context: IngestContext,
): Pick<Ingested, 'state' | 'findings'> {
  const losses = readLosses(taken, state, context.config);
  const kls = readKls(taken, state, context.config);
  const episodes = readEpisodes(taken, state, context.config);
  const divergence = readDivergence(taken, state.alerts.divergence);
  const entropy = readEntropy(taken, state, context);
  return {
    state: {
      lastStep: taken.lastStep,
      rewards: rewards.rewards,
      losses: losses.losses,
      kls: kls.kls,
      episodes: episodes.episodes,
      hasEpisodes: episodes.hasEpisodes,
      fresh: { rewards: rewards.fresh, losses: losses.fresh },
      figures: rewards.figures,
      alerts: {
        ...rewards.alerts,
        ...losses.alerts,
        ...kls.alerts,
        ...episodes.alerts,
        divergence: divergence.alert,
        entropy_stuck: entropy.alert,
      },
      entropy: entropy.samples,
      sums: { reward: rewards.sum, loss: losses.sum, kl: kls.sum, episode_reward: episodes.sum },
    },
    findings: inOrder([rewards, losses, kls, episodes, divergence, entropy]),
  };
}

/** By step; of one step the gravest first. */
function inOrder(reads: readonly { readonly findings: readonly Finding[] }[]): readonly Finding[] {
  return reads
    .flatMap(({ findings }) => findings)
    .sort(
      (one, other) =>
        one.step - other.step || FINDING_KINDS.indexOf(one.kind) - FINDING_KINDS.indexOf(other.kind),
    );
}

function latestOf(taken: TakenBatch): Readonly<Record<string, number>> {
  return Object.fromEntries(
    [...taken.metrics].flatMap((metric) => {
      const value = taken.last(metric);
      return value === undefined ? [] : [[metric, value]];
    }),
  );
}
