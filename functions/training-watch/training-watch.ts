import { METRICS } from '../../lib/contracts/metrics.ts';
import { scheduledEvent } from '../../lib/contracts/schedule.ts';
import { watchRuns, type WatchDependencies } from '../../lib/training/watch-runs.ts';
import type { MetricWriter } from '../shared/metrics.ts';

/** What the schedule starts: looks for stalled trainers. It goes by the clock, so a late event does no harm. */
export function trainingWatch(dependencies: WatchDependencies, metrics: MetricWriter) {
  return {
    event: scheduledEvent,
    handle: async () => {
      const watched = await watchRuns(dependencies);
      const { stalled, newlyStalled } = watched;
      if (stalled > 0) metrics([{ name: METRICS.stalledRuns, value: stalled }]);
      if (newlyStalled > 0)
        metrics([{ name: METRICS.findings, value: newlyStalled, dimensions: { Kind: 'stalled' } }]);
      return watched;
    },
  };
}
