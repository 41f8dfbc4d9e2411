import type { ExecutionItem } from '../../lib/contracts/execution-item.ts';
import { METRICS } from '../../lib/contracts/metrics.ts';
import { scheduledEvent, type ScheduledRun } from '../../lib/contracts/schedule.ts';
import type { MarkDependencies } from '../../lib/runbooks/marks.ts';
import { escalateUnattended, type UnattendedDependencies } from '../../lib/incidents/escalate-unattended.ts';
import { settleIncidents, type SettleDependencies } from '../../lib/runbooks/settle-incidents.ts';
import { watchRunbooks } from '../../lib/runbooks/watch.ts';
import type { BackgroundWork } from '../shared/background-function.ts';
import { pointsOf } from '../shared/runbooks/dispatch-points.ts';
import type { MetricWriter } from '../shared/metrics.ts';

export interface RunbookWatchDependencies extends MarkDependencies {
  readonly metrics: MetricWriter;
  readonly settle: SettleDependencies;
  readonly unattended: UnattendedDependencies;
}

/** What the schedule starts: does what no event did. It goes by the clock, so a late event does no harm. */
export function runbookWatch(
  deps: RunbookWatchDependencies,
): BackgroundWork<ScheduledRun, { readonly looked: number; readonly stuck: number }> {
  return {
    event: scheduledEvent,
    handle: async () => {
      const { looked, stuck, failures } = await watchRunbooks({ ...deps, onStarted: counting(deps) });
      if (stuck > 0) deps.metrics([{ name: METRICS.stuckExecutions, value: stuck }]);
      const unseen = [...failures, ...(await seeToIncidents(deps))];
      if (unseen.length > 0) throw unseen[0];
      return { looked, stuck };
    },
  };
}

/** What keeps one kind of looking from its work keeps no other. Answers with what failed. */
async function seeToIncidents({ settle, unattended }: RunbookWatchDependencies): Promise<readonly unknown[]> {
  const failures: unknown[] = [];
  const note = (failure: unknown) => failures.push(failure);
  const [settled] = await Promise.all([
    settleIncidents(settle).catch((error: unknown) => [error]),
    escalateUnattended(unattended).catch(note),
  ]);
  return [...failures, ...settled];
}

/** As the dispatcher counts what it starts. */
function counting({ metrics }: RunbookWatchDependencies) {
  return (execution: ExecutionItem): void => {
    metrics(pointsOf({ kind: 'started', execution }));
  };
}
