import type * as v from 'valibot';
import { alarmEvent } from '../../lib/contracts/alarm-event.ts';
import { asksForMarks, candidatesOfAlarm, candidatesOfMarks } from '../../lib/runbooks/candidates.ts';
import { dispatch } from '../../lib/runbooks/dispatch.ts';
import { attemptEach } from '../../lib/runbooks/each.ts';
import type { MarkDependencies } from '../../lib/runbooks/marks.ts';
import type { BackgroundWork } from '../shared/background-function.ts';
import type { MetricWriter } from '../shared/metrics.ts';
import { pointsOf } from '../shared/runbooks/dispatch-points.ts';

export interface DispatcherDependencies extends MarkDependencies {
  readonly stage: string;
  readonly metrics: MetricWriter;
}

/** What an alarm starts: each delivery of its event starts the same executions. */
export function dispatcher(
  deps: DispatcherDependencies,
): BackgroundWork<v.InferOutput<typeof alarmEvent>, { readonly candidates: number }> {
  return {
    event: alarmEvent,
    handle: async ({ name, at }) => {
      const alarm = name.replace(`artisan-${deps.stage}-`, '');
      const runbooks = await deps.runbooks.all();
      const marks = asksForMarks(runbooks, alarm) ? await deps.marks.list() : [];
      const candidates = [
        ...candidatesOfAlarm(runbooks, { alarm, at }),
        ...candidatesOfMarks(runbooks, marks),
      ];
      const failures = await attemptEach(candidates, async (candidate) => {
        const points = pointsOf(await dispatch(deps, candidate));
        if (points.length > 0) deps.metrics(points);
      });
      if (failures.length > 0) throw failures[0];
      return { candidates: candidates.length };
    },
  };
}
