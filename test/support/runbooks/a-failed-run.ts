import { endExecution } from '../../../lib/runbooks/end.ts';
import { dispatch } from '../../../lib/runbooks/dispatch.ts';
import type { Runbook } from '../../../lib/contracts/runbook.ts';
import { resourceOf } from '../../../lib/runbooks/resource.ts';
import { aCandidate } from './builders.ts';
import { RunbookWorld } from './world.ts';

/** What the end of a machine entails: the event that tells of it, and what people see then. */
export async function endingOf(runbook: Runbook, failed: { readonly error: string; readonly cause: string }) {
  const world = new RunbookWorld();
  world.runbooks = [runbook];
  const input = Object.fromEntries(Object.keys(runbook.inputs).map((name) => [name, 'one']));
  const candidate = aCandidate({ runbook: runbook.id, input, resource: resourceOf(runbook, input) });
  await dispatch(world.deps(), candidate);
  const id = candidate.execution_id;
  const held = world.heldLocks.length;
  await endExecution(world.deps(), id, { status: 'failed', ...failed });
  return {
    held,
    record: await world.stores.executions.read(id),
    heldAfter: world.heldLocks,
    closed: world.closed,
    incident: world.incidents.get(`INC-${id}`),
    lines: world.linesOf(`INC-${id}`),
  };
}
