import { AlertGate, type Alert } from './alert.ts';
import type { Finding } from './finding.ts';
import type { TakenBatch } from './taken-batch.ts';

/** Each step that diverges is reported, but of a run that does nothing else not more than these. */
const REPORTED = 32;

/** A finding for each step with a value that is not finite, or so large that it may as well be. */
export function readDivergence(
  taken: TakenBatch,
  alert: Alert,
): { readonly alert: Alert; readonly findings: readonly Finding[] } {
  const marks = taken.divergent();
  if (marks === undefined) return { alert: calmed(alert, taken.rows.length), findings: [] };
  const gate = new AlertGate(alert, REPORTED);
  const findings: Finding[] = [];
  for (const row of taken.rows) {
    if (!gate.observe(marks[row] === 1)) continue;
    findings.push({ kind: 'divergence', step: taken.stepOf(row), detail: taken.divergenceOf(row) });
  }
  return { alert: gate.state, findings };
}

/** Nothing to see in so many steps. */
function calmed(alert: Alert, steps: number): Alert {
  const gate = new AlertGate(alert, REPORTED);
  for (let step = 0; step < steps; step += 1) gate.observe(false);
  return gate.state;
}
