import { METRICS } from '../contracts/metrics.ts';
import { emfLine, type MetricPoint } from '../shared/emf.ts';
import type { SelectionPublisher } from '../traffic/ports.ts';
import type { SelectionRecord } from '../traffic/selection.ts';

/** One EMF line a selection, through the function's log: no call, no wait. */
export class EmfSelectionPublisher implements SelectionPublisher {
  readonly #namespace: string;
  readonly #writeLine: (line: string) => void;

  constructor(namespace: string, writeLine: (line: string) => void) {
    this.#namespace = namespace;
    this.#writeLine = writeLine;
  }

  publish(selection: SelectionRecord): void {
    this.#writeLine(emfLine(this.#namespace, selection.at, pointsOf(selection)));
  }
}

function pointsOf(selection: SelectionRecord): MetricPoint[] {
  const { mode, assignedMode, origin, weightsLabel } = selection;
  const byAssigned = { AssignedMode: assignedMode };
  const points: MetricPoint[] = [{ name: METRICS.selections, value: 1, dimensions: { Mode: mode } }];
  // Only what the weights drew is judged against them: not preferences, nor answers that went by the hash.
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
  return points;
}
