import type { Mode } from '../contracts/mode.ts';
import { goodnessOfFit } from './chi-square.ts';
import { totalOf, type Weights } from './weights.ts';

export type Counts = Readonly<Record<Mode, number>>;

/** What was counted in one window, by mode. */
export interface Sample {
  /** New assignments under the weights in force. */
  readonly assigned: Counts;
  /** Answered selections by effective mode, old and new sessions alike. */
  readonly served: Counts;
  /** Selections sent elsewhere, by the mode they were assigned. */
  readonly downshifted: Counts;
}

export interface DistributionPolicy {
  readonly min_samples: number;
  /** Significance below which a deviation counts. */
  readonly p_value: number;
  /** Share (0..1) beyond which a deviation counts: 0.1 is 10 points. */
  readonly alert_deviation: number;
}

/** Percentages 0..100; `deviation` in points, negative when there is too little. */
export interface ModeShare {
  readonly target: number;
  readonly actual: number;
  readonly deviation: number;
  readonly alert: boolean;
  readonly served: number;
  readonly downshifted: number;
}

export interface Distribution {
  readonly samples: number;
  readonly status: 'ok' | 'deviating' | 'insufficient_data';
  readonly pValue: number;
  readonly modes: Readonly<Record<Mode, ModeShare>>;
}

/**
 * Whether the real split holds. A mode alerts when enough was drawn, its deviation is beyond the allowed points, and
 * the split as a whole is significantly not the target's: few samples, or a small shift, are no reason to wake anyone.
 */
export function assess(weights: Weights, sample: Sample, policy: DistributionPolicy): Distribution {
  const samples = totalOf(sample.assigned);
  const total = totalOf(weights);
  const cells = Object.entries(weights).map(([mode, weight]) => ({
    observed: sample.assigned[mode] ?? 0,
    expected: (samples * weight) / total,
  }));
  const pValue = samples === 0 ? 1 : goodnessOfFit(cells);
  const isEnough = samples >= policy.min_samples;
  const isSignificant = isEnough && pValue < policy.p_value;
  const share = shareOf(sample, (points) => isSignificant && Math.abs(points) > policy.alert_deviation * 100);
  const modes = Object.fromEntries(
    Object.entries(weights).map(([mode, weight]) => [mode, share(mode, (100 * weight) / total)]),
  );
  const isDeviating = Object.values(modes).some(({ alert }) => alert);
  return {
    samples,
    pValue,
    modes,
    status: !isEnough ? 'insufficient_data' : isDeviating ? 'deviating' : 'ok',
  };
}

function shareOf(
  sample: Sample,
  isAlert: (points: number) => boolean,
): (mode: Mode, target: number) => ModeShare {
  return (mode, target) => {
    const actual = percentage(sample.assigned, mode);
    const deviation = totalOf(sample.assigned) === 0 ? 0 : actual - target;
    const served = percentage(sample.served, mode);
    const sent = sample.downshifted[mode] ?? 0;
    const downshifted = sent === 0 ? 0 : (100 * sent) / totalOf(sample.served);
    return { target, actual, deviation, alert: isAlert(deviation), served, downshifted };
  };
}

function percentage(counts: Counts, mode: Mode): number {
  const total = totalOf(counts);
  return total === 0 ? 0 : (100 * (counts[mode] ?? 0)) / total;
}
