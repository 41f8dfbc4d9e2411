/** Percent. */
export interface Band {
  readonly low: number;
  readonly high: number;
}

/** Of the normal distribution: 999 of 1,000 samples lie within, as the split's alarm asks for p < 0.001. */
const Z = 3.2905;

/**
 * Where the share of a mode lies in 999 of 1,000 samples of this size, when the true share is the target's. Source:
 * Wilson's score interval, which stays within 0 and 100 and holds for small samples, too.
 * @param target percent
 */
export function bandOf(target: number, samples: number): Band {
  if (samples <= 0) return { low: 0, high: 100 };
  const share = target / 100;
  const scale = 1 + Z ** 2 / samples;
  const middle = (share + Z ** 2 / (2 * samples)) / scale;
  const half = (Z / scale) * Math.sqrt((share * (1 - share)) / samples + Z ** 2 / (4 * samples ** 2));
  return { low: 100 * Math.max(0, middle - half), high: 100 * Math.min(1, middle + half) };
}

/** Whether what was seen is what chance makes of the target. */
export const isWithin = ({ low, high }: Band, percent: number): boolean => percent >= low && percent <= high;
