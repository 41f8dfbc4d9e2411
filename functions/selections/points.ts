import { METRICS } from '../../lib/contracts/metrics.ts';
import type { MetricPoint } from '../../lib/shared/emf.ts';
import type { Refusal, SelectionRecord } from '../../lib/traffic/selection.ts';

/** What is counted of one selection. Only what the weights drew is judged against them (`Assignments`). */
export function pointsOf(selection: SelectionRecord): readonly MetricPoint[] {
  const { mode, assignedMode, origin } = selection;
  const byAssigned = { AssignedMode: assignedMode };
  const points: MetricPoint[] = [
    { name: METRICS.selections, value: 1, dimensions: { Mode: mode } },
    ...assignmentOf(selection),
  ];
  if (mode !== assignedMode) points.push({ name: METRICS.downshifted, value: 1, dimensions: byAssigned });
  if (origin === 'hash') points.push({ name: METRICS.hashAnswers, value: 1 });
  if (selection.stale) points.push({ name: METRICS.staleSettings, value: 1 });
  if (selection.breakersStale) points.push({ name: METRICS.staleBreakers, value: 1 });
  return points;
}

/** What is counted of one that found no place. Drawn is drawn: a full mode must not look as if it were drawn less. */
export function refusalPointsOf(refusal: Refusal): readonly MetricPoint[] {
  return [{ name: METRICS.refusedSelections, value: 1 }, ...assignmentOf(refusal)];
}

function assignmentOf({ assignedMode, origin, weightsLabel }: Refusal): readonly MetricPoint[] {
  if (origin !== 'assigned') return [];
  const dimensions = { AssignedMode: assignedMode, WeightsVersion: weightsLabel };
  return [{ name: METRICS.assignments, value: 1, dimensions }];
}
