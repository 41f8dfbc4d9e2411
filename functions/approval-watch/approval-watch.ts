import { watchApprovals, type WatchDependencies } from '../../lib/approvals/watch.ts';
import { METRICS } from '../../lib/contracts/metrics.ts';
import { scheduledEvent } from '../../lib/contracts/schedule.ts';
import type { MetricWriter } from '../shared/metrics.ts';

/** What the schedule starts: tells machines again, warns of ends and makes them. It goes by the clock. */
export function approvalWatch(dependencies: WatchDependencies, metrics: MetricWriter) {
  return {
    event: scheduledEvent,
    handle: async () => {
      const watched = await watchApprovals(dependencies);
      const stuck = watched.undelivered + watched.failed;
      if (stuck > 0) metrics([{ name: METRICS.approvalsStuck, value: stuck }]);
      return watched;
    },
  };
}
