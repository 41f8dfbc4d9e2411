export interface Moments {
  readonly mean: number;
  readonly deviation: number;
}

/** numpy's formula: mean as sum by size, variance as the mean of squared distances from it. Two passes over the window. */
export function twoPass(values: Float64Array): Moments {
  let sum = 0;
  for (const value of values) sum += value;
  const mean = sum / values.length;
  let squares = 0;
  for (const value of values) squares += (value - mean) ** 2;
  return { mean, deviation: Math.sqrt(squares / values.length) };
}

/** As exact as a double can say it: relative to the first value, with sums whose rounding is carried along (Neumaier). */
export function exact(values: Float64Array): Moments {
  const origin = values[0] ?? NaN;
  const apart = values.map((value) => value - origin);
  const mean = compensatedSum(apart) / values.length;
  const squares = compensatedSum(apart.map((value) => (value - mean) ** 2));
  return { mean: origin + mean, deviation: Math.sqrt(squares / values.length) };
}

function compensatedSum(values: Float64Array): number {
  let [sum, carry] = [0, 0];
  for (const value of values) {
    const next = sum + value;
    carry += Math.abs(sum) >= Math.abs(value) ? sum - next + value : value - next + sum;
    sum = next;
  }
  return sum + carry;
}
