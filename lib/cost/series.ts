import { METRIC_DIMENSIONS, type Dimension } from '../contracts/metric-dimensions.ts';
import { METRICS } from '../contracts/metrics.ts';

/** How many values each dimension takes in a month. */
export type DimensionValues = Readonly<Record<Dimension, number>>;

/** Series that there are once everything has happened that can happen: the most that a month can cost. */
export function countSeries(values: DimensionValues): number {
  return Object.values(METRICS)
    .flatMap((metric) => METRIC_DIMENSIONS[metric] ?? [[]])
    .reduce((sum, dimensions) => sum + dimensions.reduce((product, name) => product * values[name], 1), 0);
}
