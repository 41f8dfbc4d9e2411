import type { ExecutionAnswer, RunbookAnswer } from '../../lib/contracts/answers/runbooks.ts';
import type { Edge } from './layout.ts';

export type StepSeen = ExecutionAnswer['steps'][number];

export type NodeStatus = 'idle' | 'running' | 'asking' | 'succeeded' | 'failed' | 'aborted' | 'skipped';

export interface StateNode {
  readonly id: string;
  readonly label: string;
  readonly status: NodeStatus;
  /** What the state machine did there, oldest first. */
  readonly seen: readonly StepSeen[];
}

export interface StateGraph {
  readonly nodes: readonly StateNode[];
  readonly edges: readonly (Edge & { readonly isTaken: boolean })[];
}

type Runbook = Pick<RunbookAnswer, 'steps'>;
type Execution = Pick<ExecutionAnswer, 'mode' | 'status' | 'steps'>;

/** States that a step has besides its own: lib/contracts/runbook-states.ts. */
const ASKING = /^(Ask|Ask again|Confirm): /;
const OTHERS = /^(Plan|Only planned|Note the failure|Met): /;

const askId = (step: string): string => `Ask: ${step}`;

/** A runbook's states in the order of its steps, with what an execution made of them. */
export function stateGraph({ steps }: Runbook, execution?: Execution): StateGraph {
  const asking = new Set(steps.filter(({ approval }) => approval).map(({ name }) => name));
  const seen = Map.groupBy(execution?.steps ?? [], ({ name }) => nodeOf(name, execution, asking));
  const main = steps.flatMap(({ name, approval }) => (approval ? [askId(name), name] : [name]));
  const isOver = execution !== undefined && !isOpen(execution);
  const mains = main.map((id): StateNode => {
    const mine = seen.get(id) ?? [];
    const status = mine.length === 0 && isOver ? 'skipped' : statusOf(mine, execution);
    return { id, label: id.replace(ASKING, 'Ask a person: '), status, seen: mine };
  });
  const ends = endsOf(execution);
  const undone = [...seen].filter(([id]) => !main.includes(id));
  const compensations = undone.map(([id, mine]): StateNode => ({
    id,
    label: `Take back: ${id}`,
    status: statusOf(mine, execution),
    seen: mine,
  }));
  const way = [...main, 'Done'];
  const next = way.slice(1).map((to, index) => edge(mains, way[index] ?? '', to));
  const failure = failureOf(
    mains.findLast(
      ({ status, seen: mine }) => status === 'failed' || status === 'aborted' || mine.length > 0,
    ),
    [...compensations.map(({ id }) => id), ...(ends.failed ? ['Failed'] : [])],
  );
  const nodes = [
    ...mains,
    ends.done,
    ...compensations,
    ...(failure.length > 0 && ends.failed ? [ends.failedNode] : []),
  ];
  return { nodes, edges: [...next, ...failure] };
}

/** The way from where it went wrong: over what takes back what was done. */
function failureOf(last: StateNode | undefined, back: readonly string[]) {
  const way = last ? [last.id, ...back] : [];
  return way.slice(1).map((to, index) => ({ from: way[index] ?? '', to, isTaken: true }));
}

/** The node that a state's name belongs to. What a person is asked about is planned first; a dry run only plans. */
function nodeOf(state: string, execution: Execution | undefined, asking: ReadonlySet<string>): string {
  if (ASKING.test(state)) return askId(state.replace(ASKING, ''));
  const step = state.replace(OTHERS, '');
  const isPlan = state.startsWith('Plan: ') && execution?.mode === 'live' && asking.has(step);
  return isPlan ? askId(step) : step;
}

function endsOf(execution: Execution | undefined) {
  const hasSucceeded = execution?.status === 'succeeded';
  const failed = execution !== undefined && !isOpen(execution) && !hasSucceeded;
  const status: NodeStatus = hasSucceeded ? 'succeeded' : failed ? 'skipped' : 'idle';
  const done: StateNode = { id: 'Done', label: 'Done', status, seen: [] };
  const failedNode: StateNode = { id: 'Failed', label: 'Failed', status: 'failed', seen: [] };
  return { done, failed, failedNode };
}

function edge(nodes: readonly StateNode[], from: string, to: string) {
  const before = nodes.find(({ id }) => id === from);
  const after = nodes.find(({ id }) => id === to);
  const isTaken = before?.status === 'succeeded' && (after === undefined || after.seen.length > 0);
  return { from, to, isTaken };
}

export const isOpen = ({ status }: Pick<ExecutionAnswer, 'status'>): boolean =>
  status === 'running' || status === 'waiting_approval';

/** As the last of what was seen; one that waits for a person says so. */
function statusOf(seen: readonly StepSeen[], execution: Execution | undefined): NodeStatus {
  // Telling the incident of a failure went well: the step did not.
  const last = seen.findLast(({ name }) => !name.startsWith('Note the failure: '));
  if (!last) return 'idle';
  const isWaiting = execution?.status === 'waiting_approval' && ASKING.test(last.name);
  return last.status === 'running' && isWaiting ? 'asking' : last.status;
}
