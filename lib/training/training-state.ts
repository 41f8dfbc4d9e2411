import type { TrainingConfig } from '../contracts/training-config.ts';
import { CALM, type Alert } from './alert.ts';
import type { EntropySample } from './entropy-watch.ts';
import { initialFigures, type NormalizerFigures } from './normalizer.ts';
import { EMPTY_SERIES, type Series } from './series.ts';
import { NO_SUMS, type Sums } from './sums.ts';

/** Conditions that are remembered, so that they are reported when they begin. */
export const ALERTS = [
  'divergence',
  'loss_spike',
  'reward_drop',
  'runaway_reward',
  'runaway_kl',
  'kl_warning',
  'reward_ceiling',
  'episode_ceiling',
  'entropy_stuck',
] as const;

export type AlertName = (typeof ALERTS)[number];

/** All that ingest keeps of a run's past. Its size depends on the windows, not on the run. */
export interface TrainingState {
  /** The last step taken; -1 before the first. Steps up to it change nothing any more. */
  readonly lastStep: number;
  /** Per step: the normaliser's window, and the reward drop's. */
  readonly rewards: Series;
  readonly losses: Series;
  readonly kls: Series;
  /** Of the newest episodes: episode_reward when the run reports it, else reward. */
  readonly episodes: Series;
  /** Whether the run has reported an episode_reward. */
  readonly hasEpisodes: boolean;
  /** Rewards and losses taken since the detectors were last re-based. */
  readonly fresh: { readonly rewards: number; readonly losses: number };
  readonly figures: NormalizerFigures;
  readonly alerts: Readonly<Record<AlertName, Alert>>;
  readonly entropy: readonly EntropySample[];
  readonly sums: Sums;
}

const ALL_CALM: TrainingState['alerts'] = {
  divergence: CALM,
  loss_spike: CALM,
  reward_drop: CALM,
  runaway_reward: CALM,
  runaway_kl: CALM,
  kl_warning: CALM,
  reward_ceiling: CALM,
  episode_ceiling: CALM,
  entropy_stuck: CALM,
};

export function initialState(config: TrainingConfig): TrainingState {
  return {
    lastStep: -1,
    rewards: EMPTY_SERIES,
    losses: EMPTY_SERIES,
    kls: EMPTY_SERIES,
    episodes: EMPTY_SERIES,
    hasEpisodes: false,
    fresh: { rewards: 0, losses: 0 },
    figures: initialFigures(config.reward_normalization),
    alerts: ALL_CALM,
    entropy: [],
    sums: NO_SUMS,
  };
}

/**
 * The state to go on with after a rollback: normaliser and sums as they were saved with the checkpoint, detectors from
 * the beginning. What they would compare with is what led to the rollback, or a learning rate that is no more; they
 * are armed again once their windows are full of values of the new attempt.
 * @param state as saved with the checkpoint
 * @param step the checkpoint's: the next one is the first to be taken, wherever metrics stood when it was saved
 */
export function rebase(state: TrainingState, step: number): TrainingState {
  return {
    ...state,
    lastStep: step,
    losses: EMPTY_SERIES,
    kls: EMPTY_SERIES,
    episodes: EMPTY_SERIES,
    fresh: { rewards: 0, losses: 0 },
    alerts: ALL_CALM,
    entropy: [],
  };
}
