import { ACTIONS } from '../contracts/actions.ts';
import type { ExecutionItem } from '../contracts/execution-item.ts';
import type { Trouble } from '../contracts/offered-command.ts';
import type { Runbook } from '../contracts/runbook.ts';

const CHANGING = new Set(
  Object.entries(ACTIONS).flatMap(([name, { kind }]) => (kind === 'change' ? [name] : [])),
);

/**
 * What an execution may have left standing that was stopped, or took too long: its machine is gone, so no compensation
 * has run. Whether such a step had begun by then, its incident shows.
 */
export function cutOff(
  { status, runbook: id, input }: ExecutionItem,
  runbook: Runbook | undefined,
): readonly Trouble[] {
  if (status !== 'aborted' && status !== 'timed_out') return [];
  const steps = (runbook?.steps ?? []).filter(({ action }) => CHANGING.has(action));
  return steps.length === 0
    ? []
    : [{ kind: 'cut_off', runbook: id, input, steps: steps.map(({ name }) => name) }];
}
