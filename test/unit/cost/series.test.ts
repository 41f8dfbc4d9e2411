import { METRICS } from '../../../lib/contracts/metrics.ts';
import { countSeries } from '../../../lib/cost/series.ts';

const ONE = {
  AssignedMode: 1,
  WeightsVersion: 1,
  Mode: 1,
  Model: 1,
  State: 1,
  Kind: 1,
  Runbook: 1,
  Reason: 1,
};

it('counts one series for each metric, and one more for each further set of dimensions', () => {
  // Outcomes, their errors and their latencies are published by mode and by model.
  expect(countSeries(ONE)).toBe(Object.keys(METRICS).length + 3);
});

it('multiplies the values of dimensions that are published together', () => {
  const of = (WeightsVersion: number) => countSeries({ ...ONE, AssignedMode: 3, WeightsVersion });

  expect(of(5) - of(1)).toBe(3 * 4);
});
