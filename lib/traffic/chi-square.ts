/** One class of a goodness-of-fit test. */
export interface Cell {
  readonly observed: number;
  readonly expected: number;
}

/**
 * p-value of Pearson's chi-square test of goodness of fit: how likely a split at least this far from the expected one
 * is by chance. Classes with nothing expected and nothing seen do not count; something seen where nothing may be is
 * impossible, hence 0.
 */
export function goodnessOfFit(cells: readonly Cell[]): number {
  if (cells.some(({ observed, expected }) => expected === 0 && observed > 0)) return 0;
  const counted = cells.filter(({ expected }) => expected > 0);
  const statistic = counted.reduce(
    (sum, { observed, expected }) => sum + (observed - expected) ** 2 / expected,
    0,
  );
  return counted.length < 2 ? 1 : chiSquareSurvival(statistic, counted.length - 1);
}

/**
 * P(X > x) for X chi-square distributed: Q(k/2, x/2), the regularised upper incomplete gamma function. For a
 * half-integer argument the recurrence Q(a + 1, x) = Q(a, x) + x^a e^-x / Gamma(a + 1) ends at Q(1, x) = e^-x or
 * Q(1/2, x) = erfc(sqrt x). Source: Abramowitz and Stegun, 26.4.4, 26.4.5 and 6.5.22.
 * @param degrees a positive integer
 */
export function chiSquareSurvival(statistic: number, degrees: number): number {
  const x = statistic / 2;
  if (x <= 0) return 1;
  const isOdd = degrees % 2 === 1;
  let survival = isOdd ? erfc(Math.sqrt(x)) : Math.exp(-x);
  // x^a e^-x / Gamma(a + 1), at a = 1/2 (Gamma(3/2) = sqrt(pi) / 2) or at a = 1.
  let term = isOdd ? 2 * Math.sqrt(x / Math.PI) * Math.exp(-x) : x * Math.exp(-x);
  for (let a = isOdd ? 0.5 : 1; a < degrees / 2; a += 1) {
    survival += term;
    term *= x / (a + 1);
  }
  return Math.min(1, survival);
}

const SERIES_BELOW = 2;

/**
 * Complementary error function for z >= 0, to about 1e-14 relative: Kummer's series of erf below 2, above it Laplace's
 * continued fraction. Source: Abramowitz and Stegun, 7.1.6 and 7.1.14.
 */
function erfc(z: number): number {
  return z < SERIES_BELOW ? 1 - erfSeries(z) : erfcFraction(z);
}

function erfSeries(z: number): number {
  let term = z;
  let sum = z;
  for (let n = 1; term > sum * Number.EPSILON; n += 1) {
    term *= (2 * z * z) / (2 * n + 1);
    sum += term;
  }
  return (2 / Math.sqrt(Math.PI)) * Math.exp(-z * z) * sum;
}

const FRACTION_DEPTH = 60;

function erfcFraction(z: number): number {
  let fraction = z;
  for (let n = FRACTION_DEPTH; n > 0; n -= 1) fraction = z + n / 2 / fraction;
  return Math.exp(-z * z) / (Math.sqrt(Math.PI) * fraction);
}
