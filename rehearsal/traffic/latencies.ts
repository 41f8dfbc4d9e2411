/** Milliseconds; half of the answers are as fast as `p50`, 95 of 100 as fast as `p95`. */
export interface Latency {
  readonly p50: number;
  readonly p95: number;
}

/** The normal distribution's 95th percentile, in standard deviations. */
const Z95 = 1.6449;

/** Further out is one answer in 370: none is so far off that a launch could fail by chance. */
const MOST_SIGMAS = 3;

/**
 * Log-normal latencies with these percentiles.
 * @param random [0, 1), anew at each call
 */
export function latencyFrom({ p50, p95 }: Latency, random: () => number): number {
  const sigma = Math.log(p95 / p50) / Z95;
  // Box and Muller; 1 - random() is never 0.
  const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  return p50 * Math.exp(sigma * Math.max(-MOST_SIGMAS, Math.min(MOST_SIGMAS, normal)));
}
