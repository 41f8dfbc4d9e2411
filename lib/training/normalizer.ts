import type { TrainingConfig } from '../contracts/training-config.ts';
import type { LiveSeries } from './series.ts';
import { type Series } from './series.ts';
import { TrailingMoments } from './trailing-moments.ts';

type NormalizationConfig = TrainingConfig['reward_normalization'];

/** What rewards are normalised by. */
export interface NormalizerFigures {
  readonly mean: number;
  /** Population standard deviation plus epsilon, so never 0; or the bootstrap's as it is. */
  readonly std: number;
}

export interface NormalizerStatistics extends NormalizerFigures {
  /** Rewards in the window. */
  readonly count: number;
}

/**
 * The reward relative to the window, (reward - mean) / (deviation + epsilon), within +-clip_range; as it is when switched
 * off. Source: Stable-Baselines3's VecNormalize, with a window in place of statistics over the whole run, and epsilon
 * added to the deviation in place of the variance.
 */
export function normalize(
  reward: number,
  { mean, std }: NormalizerFigures,
  config: NormalizationConfig,
): number {
  const { enabled, clip_range } = config;
  return enabled ? Math.min(Math.max((reward - mean) / std, -clip_range), clip_range) : reward;
}

export function initialFigures({ bootstrap_mean, bootstrap_std }: NormalizationConfig): NormalizerFigures {
  return { mean: bootstrap_mean, std: bootstrap_std };
}

/**
 * Mean and deviation of the newest rewards, the current one included. They are renewed with each reward whose number is
 * a multiple of update_frequency, and hold until the next; with fewer than bootstrap_size rewards in the window the
 * bootstrap figures stand in for them.
 */
export class RewardNormalizer {
  readonly #series: LiveSeries;
  readonly #moments: TrailingMoments;
  readonly #config: NormalizationConfig;
  #figures: NormalizerFigures;

  /** @param figures those in force, which only with update_frequency 1 follow from the series */
  constructor(series: LiveSeries, figures: NormalizerFigures, config: NormalizationConfig) {
    this.#series = series;
    this.#moments = new TrailingMoments(series, { length: config.window_size, lag: 0 });
    this.#figures = figures;
    this.#config = config;
  }

  get figures(): NormalizerFigures {
    return this.#figures;
  }

  get statistics(): NormalizerStatistics {
    return { ...this.#figures, count: this.#moments.count };
  }

  /** To be called after each reward that the series takes. */
  pushed(): void {
    this.#moments.pushed();
    if (this.#series.taken % this.#config.update_frequency !== 0) return;
    this.#figures =
      this.#moments.count < this.#config.bootstrap_size
        ? initialFigures(this.#config)
        : { mean: this.#moments.mean, std: this.#moments.deviation + this.#config.epsilon };
  }

  normalize(reward: number): number {
    return normalize(reward, this.#figures, this.#config);
  }
}

/** What GET says between two batches. */
export function statisticsOf(
  series: Series,
  figures: NormalizerFigures,
  { window_size }: NormalizationConfig,
): NormalizerStatistics {
  return { ...figures, count: Math.min(series.values.length, window_size) };
}
