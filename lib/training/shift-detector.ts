import type { LiveSeries } from './series.ts';
import { TrailingMoments } from './trailing-moments.ts';

export interface ShiftRule {
  readonly direction: 'rise' | 'drop';
  /** Share of |baseline| that the shift has to exceed. */
  readonly share: number;
  /** How many values are the newest ones. */
  readonly window: number;
  /** How many are held in all: those before the newest ones are the baseline. */
  readonly baseline_window: number;
  /** Population standard deviations of the baseline's values that it has to exceed as well. */
  readonly min_sigmas: number;
  /** And this much at all. */
  readonly min_shift: number;
}

export interface Shift {
  /** Mean of the newest values. */
  readonly recent: number;
  readonly baseline: number;
}

/**
 * Whether the newest values lie off the ones before them: with recent and baseline the two means, rise when
 * recent > baseline + |baseline| share, drop when recent < baseline - |baseline| share; in both cases only by more than
 * min_sigmas population standard deviations of the baseline's values and by more than min_shift, since losses of PPO
 * live around zero, where any share of the baseline is next to nothing.
 */
export class ShiftDetector {
  readonly #recent: TrailingMoments;
  readonly #baseline: TrailingMoments;
  readonly #rule: ShiftRule;
  /** Values since the detector was last re-based: armed once they fill both windows. */
  #fresh: number;

  constructor(series: LiveSeries, fresh: number, rule: ShiftRule) {
    this.#recent = new TrailingMoments(series, { length: rule.window, lag: 0 });
    this.#baseline = new TrailingMoments(series, {
      length: rule.baseline_window - rule.window,
      lag: rule.window,
    });
    this.#rule = rule;
    this.#fresh = Math.min(fresh, series.taken);
  }

  get fresh(): number {
    return this.#fresh;
  }

  /** To be called after each value that the series takes. */
  pushed(): void {
    this.#recent.pushed();
    this.#baseline.pushed();
    this.#fresh += 1;
  }

  /** The shift that stands now, if there is one. */
  find(): Shift | undefined {
    const { direction, share, baseline_window, min_sigmas, min_shift } = this.#rule;
    if (this.#fresh < baseline_window) return undefined;
    const [recent, baseline] = [this.#recent.mean, this.#baseline.mean];
    const shift = direction === 'rise' ? recent - baseline : baseline - recent;
    if (!(shift > Math.abs(baseline) * share && shift > min_shift)) return undefined;
    return shift > min_sigmas * this.#baseline.deviation ? { recent, baseline } : undefined;
  }
}
