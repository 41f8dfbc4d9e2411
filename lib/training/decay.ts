/** How a coefficient goes from `initial` at step 0 to `final` at `decay_steps`. */
export interface Decay {
  readonly initial: number;
  readonly final: number;
  /** At least 1. */
  readonly decay_steps: number;
  readonly decay_strategy: 'linear' | 'cosine';
}

/**
 * The coefficient at a step, with p = min(step / decay_steps, 1):
 * linear `initial + (final - initial) p`, cosine `final + (initial - final) / 2 (1 + cos(pi p))`.
 * The cosine is that of SGDR without restarts: Loshchilov and Hutter, "SGDR: Stochastic Gradient Descent with Warm
 * Restarts", ICLR 2017, formula 5. Never outside of [initial, final], and exactly `final` from `decay_steps` on.
 * @param step absolute, 0 or more
 */
export function decayedAt(step: number, { initial, final, decay_steps, decay_strategy }: Decay): number {
  const progress = Math.max(step / decay_steps, 0);
  if (progress >= 1) return final;
  const value =
    decay_strategy === 'linear'
      ? initial + (final - initial) * progress
      : final + ((initial - final) / 2) * (1 + Math.cos(Math.PI * progress));
  // Rounding alone could leave the range by the last digit.
  return Math.min(Math.max(value, Math.min(initial, final)), Math.max(initial, final));
}
