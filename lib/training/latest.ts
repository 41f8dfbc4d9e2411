import { MAX_METRICS } from '../contracts/metrics-batch.ts';
import type { RunItem } from '../contracts/run-item.ts';

/**
 * The last values with those of a batch over them. Names that come first stay: a trainer that makes up new ones with each
 * batch must not make the run's item grow.
 */
export function withLatest(before: RunItem['latest'], batch: RunItem['latest']): RunItem['latest'] {
  const latest = { ...before };
  for (const [metric, value] of Object.entries(batch)) {
    if (Object.hasOwn(latest, metric) || Object.keys(latest).length < MAX_METRICS) latest[metric] = value;
  }
  return latest;
}
