import { METRICS } from '../../../lib/contracts/metrics.ts';
import type { Dispatched } from '../../../lib/runbooks/dispatch.ts';
import type { MetricPoint } from '../../../lib/shared/emf.ts';

/** What is counted of a trigger: its execution, or what keeps it from one. */
export function pointsOf(dispatched: Dispatched): readonly MetricPoint[] {
  if (dispatched.kind === 'blocked') {
    const { reason } = dispatched.block;
    return [{ name: METRICS.runbookBlocks, value: 1, dimensions: { Reason: reason } }];
  }
  if (dispatched.kind === 'known') return [];
  const { runbook } = dispatched.execution;
  return [{ name: METRICS.runbookStarts, value: 1, dimensions: { Runbook: runbook } }];
}
