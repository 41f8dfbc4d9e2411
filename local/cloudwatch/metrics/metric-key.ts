import type { Metric } from './metric-point.ts';

/** The same for the same metric, whatever the order of its dimensions. Sorts by namespace, then name. */
export function metricKey({ namespace, metricName, dimensions }: Metric): string {
  const names = Object.keys(dimensions);
  if (names.length > 1) names.sort();
  return JSON.stringify([namespace, metricName, ...names.flatMap((name) => [name, dimensions[name]])]);
}
