import type { ExecutionItem } from '../contracts/execution-item.ts';
import type { GateItem } from '../contracts/gate-item.ts';

/**
 * The gate once an execution of it has ended. Success ends a series of failures; an execution that was stopped is
 * neither. One that found nothing to do has done nothing that needs time to show: the next trigger, of the real outage
 * perhaps, does not wait for it. Undefined when the gate is another execution's by now.
 */
export function gateAfter(
  gate: GateItem | undefined,
  { execution_id, status, found_nothing = false }: ExecutionItem,
  now: number,
): GateItem | undefined {
  if (!gate) return undefined;
  const { open_execution: open, ...rest } = gate;
  if (open !== execution_id) return undefined;
  return {
    ...rest,
    version: gate.version + 1,
    ended_execution: execution_id,
    failures: failuresAfter(gate, status),
    ...(!found_nothing && { ended_at: now }),
  };
}

function failuresAfter({ failures }: GateItem, status: ExecutionItem['status']): number {
  if (status === 'succeeded') return 0;
  return status === 'aborted' ? failures : failures + 1;
}
