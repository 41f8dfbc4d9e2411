import { METRICS } from '../../lib/contracts/metrics.ts';
import { scheduledEvent, type ScheduledRun } from '../../lib/contracts/schedule.ts';
import type { MarkDependencies } from '../../lib/runbooks/marks.ts';
import { watchRunbooks } from '../../lib/runbooks/watch.ts';
import type { BackgroundWork } from '../shared/background-function.ts';
import type { MetricWriter } from '../shared/metrics.ts';

export interface RunbookWatchDependencies extends MarkDependencies {
  readonly metrics: MetricWriter;
}

/** What the schedule starts: does what no event did. It goes by the clock, so a late event does no harm. */
export function runbookWatch(
  deps: RunbookWatchDependencies,
): BackgroundWork<ScheduledRun, { readonly looked: number; readonly stuck: number }> {
  return {
    event: scheduledEvent,
    handle: async () => {
      const { looked, stuck, failures } = await watchRunbooks(deps);
      if (stuck > 0) deps.metrics([{ name: METRICS.stuckExecutions, value: stuck }]);
      if (failures.length > 0) throw failures[0];
      return { looked, stuck };
    },
  };
}
