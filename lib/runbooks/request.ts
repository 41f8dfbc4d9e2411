import type { ExecutionMode } from '../contracts/runbook-execution.ts';
import type { Runbook } from '../contracts/runbook.ts';
import type { IdSource } from '../shared/ids.ts';
import { dispatch, type Dispatched } from './dispatch.ts';
import { RunbookInputError, UnknownRunbookError } from './errors.ts';
import type { Runbooks } from './ports.ts';
import { resourceOf } from './resource.ts';
import type { StartDependencies } from './start.ts';

export interface RequestDependencies extends StartDependencies {
  /** ULIDs. */
  readonly ids: IdSource;
}

export interface ExecutionOrder {
  readonly runbook: string;
  readonly mode: ExecutionMode;
  readonly input: Readonly<Record<string, unknown>>;
  readonly by: string;
  readonly reason: string;
  /** Follows from an Idempotency-Key: a repetition is the same execution. */
  readonly request?: string;
}

/**
 * Starts a runbook for a person.
 * @throws UnknownRunbookError, RunbookInputError
 */
export async function startForPerson(deps: RequestDependencies, order: ExecutionOrder): Promise<Dispatched> {
  const runbook = await findRunbook(deps.runbooks, order.runbook);
  checkInput(runbook, order.input);
  const candidate = {
    execution_id: deps.ids(),
    runbook: runbook.id,
    mode: order.mode,
    resource: resourceOf(runbook, order.input),
    trigger: {
      kind: 'person',
      by: order.by,
      at: new Date(deps.clock.now()).toISOString(),
      detail: order.reason,
    },
    input: order.input,
  } as const;
  return dispatch(deps, candidate, order.request);
}

/** @throws UnknownRunbookError */
export async function findRunbook(runbooks: Runbooks, id: string): Promise<Runbook> {
  const found = (await runbooks.all()).find((runbook) => runbook.id === id);
  if (!found) throw new UnknownRunbookError(id);
  return found;
}

function checkInput({ id, inputs }: Runbook, input: Readonly<Record<string, unknown>>): void {
  const wanted = Object.keys(inputs);
  const given = Object.keys(input);
  const isFit = wanted.length === given.length && wanted.every((name) => given.includes(name));
  if (isFit) return;
  const list = (names: readonly string[]) => (names.length === 0 ? 'none' : names.toSorted().join(', '));
  throw new RunbookInputError(`${id} takes the inputs ${list(wanted)}; got ${list(given)}`);
}
