import * as v from 'valibot';
import type { DrilledRunbook, DrilledStep } from '../../contracts/drill-item.ts';
import type { ExecutionItem } from '../../contracts/execution-item.ts';
import { statesOf } from '../../contracts/runbook-states.ts';
import type { Runbook, RunbookStep } from '../../contracts/runbook.ts';
import { shorten } from '../../shared/shorten.ts';
import type { StepRecord } from '../ports.ts';

/** Of a plan: enough to know it by. The whole is in the execution's history for 90 days. */
const LONGEST_PLAN = 300;

/** As far as a report is interested in it: the answer of `runbook-plans`. */
const planned = v.object({ text: v.string(), gaps: v.optional(v.array(v.string()), []) });

export interface Drilled {
  readonly runbook: Runbook;
  /** As it stands; absent where it could not be begun. */
  readonly execution?: ExecutionItem | undefined;
  readonly records: readonly StepRecord[];
}

/** What the drill of a runbook has shown, step by step. */
export function reportOf(drilled: DrilledRunbook, { runbook, execution, records }: Drilled): DrilledRunbook {
  const steps = runbook.steps.map((step) => stepReport(step, records));
  const { status, ended_at, created_at = 0, error, cause } = execution ?? {};
  if (status === undefined || ended_at === undefined)
    return { ...drilled, status: 'not_ended', steps, gaps: ['The drill was over before it had ended'] };
  const why = [error, cause].filter(Boolean).join(': ');
  const isWell = status === 'succeeded';
  return {
    ...drilled,
    status: isWell ? 'succeeded' : 'failed',
    milliseconds: ended_at - created_at,
    steps,
    gaps: isWell ? [] : [`It ended ${status}${why === '' ? '' : `: ${why}`}`],
  };
}

export function gapsIn(runbooks: readonly DrilledRunbook[]): number {
  const counts = runbooks.map(({ gaps, steps }) => gaps.length + steps.flatMap((step) => step.gaps).length);
  return counts.reduce((sum, count) => sum + count, 0);
}

function stepReport({ id, name }: RunbookStep, records: readonly StepRecord[]): DrilledStep {
  const { act, plan } = statesOf(name);
  const record = records.findLast((one) => one.name === act || one.name === plan);
  if (!record)
    return { id, name, status: 'missing', gaps: ['Not planned: the execution did not come to it'] };
  const { startedAt, endedAt, status, output, error, cause } = record;
  const answer = v.safeParse(planned, output);
  const isPlanned = status === 'succeeded' && answer.success;
  const why = [error, cause].filter(Boolean).join(': ');
  return {
    ...{ id, name, status: isPlanned ? 'planned' : 'failed' },
    ...(endedAt !== undefined && { milliseconds: endedAt - startedAt }),
    ...(answer.success && { plan: shorten(answer.output.text, LONGEST_PLAN) }),
    gaps: isPlanned ? answer.output.gaps : [`Could not be planned: ${why === '' ? status : why}`],
  };
}
