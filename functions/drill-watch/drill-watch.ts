import { drillEvent, type DrillEvent } from '../../lib/contracts/drills.ts';
import { METRICS } from '../../lib/contracts/metrics.ts';
import { startDrill, type StartDrillDependencies } from '../../lib/runbooks/drills/start-drill.ts';
import { watchDrills, type DrillWatchDependencies } from '../../lib/runbooks/drills/watch-drills.ts';
import { derivedUlid } from '../../lib/shared/derived-id.ts';
import type { BackgroundWork } from '../shared/background-function.ts';
import type { MetricWriter } from '../shared/metrics.ts';

export type DrillWatch = DrillWatchDependencies & StartDrillDependencies & { readonly metrics: MetricWriter };

interface Looked {
  readonly completed: boolean;
  readonly overdue: boolean;
}

/** What its rules start: the monthly drill, and a look at the one that runs. Both may come twice. */
export function drillWatch(deps: DrillWatch): BackgroundWork<DrillEvent, Looked> {
  return {
    event: drillEvent,
    handle: async (event) => {
      if ('monthlyAt' in event) await beginMonthly(deps, event.monthlyAt);
      const { completed, isOverdue } = await watchDrills(deps);
      deps.metrics([
        { name: METRICS.drillOverdue, value: isOverdue ? 1 : 0 },
        ...(completed ? [{ name: METRICS.drillGaps, value: completed.gap_count ?? 0 }] : []),
      ]);
      return { completed: completed !== undefined, overdue: isOverdue };
    },
  };
}

/** Its id follows from when it was due. */
async function beginMonthly(deps: DrillWatch, due: number): Promise<void> {
  const id = derivedUlid(due, 'monthly drill');
  await startDrill(deps, { id, by: 'schedule', reason: 'The monthly drill' });
}
