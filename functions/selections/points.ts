import { METRICS } from '../../lib/contracts/metrics.ts';
import type { MetricPoint } from '../../lib/shared/emf.ts';
import type { SelectionRecord } from '../../lib/traffic/selection.ts';

/** What is counted of one selection. Only what the weights drew is judged against them (`Assignments`). */
export function pointsOf(selection: SelectionRecord): readonly MetricPoint[] {
  const { mode, assignedMode, origin, weightsLabel } = selection;
  const byAssigned = { AssignedMode: assignedMode };
  const points: MetricPoint[] = [{ name: METRICS.selections, value: 1, dimensions: { Mode: mode } }];
  if (origin === 'assigned') {
    points.push({
      name: METRICS.assignments,
      value: 1,
      dimensions: { ...byAssigned, WeightsVersion: weightsLabel },
    });
  }
  if (mode !== assignedMode) points.push({ name: METRICS.downshifted, value: 1, dimensions: byAssigned });
  if (origin === 'hash') points.push({ name: METRICS.hashAnswers, value: 1 });
  if (selection.stale) points.push({ name: METRICS.staleSettings, value: 1 });
  if (selection.breakersStale) points.push({ name: METRICS.staleBreakers, value: 1 });
  return points;
}
