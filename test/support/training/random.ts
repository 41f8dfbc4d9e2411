/** Normally distributed, mean 0 and deviation 1 (Box and Muller), from numbers in [0, 1). */
export function gaussian(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

/** Mean and population standard deviation by the book: two passes, relative to the first value. */
export function naiveMoments(values: Float64Array): { mean: number; deviation: number } {
  const origin = values[0] ?? NaN;
  let sum = 0;
  for (const value of values) sum += value - origin;
  const mean = sum / values.length;
  let squares = 0;
  for (const value of values) squares += (value - origin - mean) ** 2;
  return { mean: origin + mean, deviation: Math.sqrt(squares / values.length) };
}
