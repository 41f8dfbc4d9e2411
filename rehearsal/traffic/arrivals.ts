/**
 * When each of `count` selections arrives, ascending, in milliseconds of a launch that lasts `launchMs`. Rates are those of
 * equal parts of the launch; within a part arrivals are spread evenly.
 */
export function arrivalsOf(count: number, rates: readonly number[], launchMs: number): readonly number[] {
  const total = rates.reduce((sum, rate) => sum + rate, 0);
  const partMs = launchMs / rates.length;
  const arrivals: number[] = [];
  let [part, before] = [0, 0];
  for (let index = 0; index < count; index += 1) {
    const due = ((index + 0.5) / count) * total;
    while (due > before + (rates[part] ?? Infinity)) {
      before += rates[part] ?? 0;
      part += 1;
    }
    arrivals.push((part + (due - before) / (rates[part] ?? Infinity)) * partMs);
  }
  return arrivals;
}
