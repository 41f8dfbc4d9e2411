import * as v from 'valibot';
import { rebuild, type RebuildReport } from '../../lib/checkpoints/rebuild.ts';
import { sweep, type SweepDependencies, type SweepReport } from '../../lib/checkpoints/sweep.ts';
import { METRICS } from '../../lib/contracts/metrics.ts';
import { runId } from '../../lib/contracts/run-values.ts';
import { scheduledEvent } from '../../lib/contracts/schedule.ts';
import type { BackgroundWork } from '../shared/background-function.ts';
import type { MetricWriter } from '../shared/metrics.ts';

/** The schedule's event, or a person's: `{"rebuild": "<run_id>"}`. */
const event = v.union([scheduledEvent, v.strictObject({ rebuild: runId })]);

export interface SweeperDependencies extends SweepDependencies {
  readonly metrics: MetricWriter;
}

/** Deletes what crashes left in the bucket; asked to, makes the records of a run again from it. */
export function checkpointSweeper(
  deps: SweeperDependencies,
): BackgroundWork<v.InferOutput<typeof event>, SweepReport | RebuildReport> {
  return {
    event,
    handle: async (asked) => {
      if ('rebuild' in asked) return rebuild(deps, asked.rebuild);
      const report = await sweep(deps);
      deps.metrics([
        { name: METRICS.checkpointsSwept, value: report.destroyed + report.aborted },
        { name: METRICS.checkpointsUnrecorded, value: report.unrecorded },
        { name: METRICS.checkpointsLost, value: report.lost },
      ]);
      return report;
    },
  };
}
