import type { FrameProgress, VisitProgress } from '../executions/frame-progress.ts';
import type { Json } from '../json.ts';
import type { Frame } from './frame.ts';
import { runState } from './run-state.ts';
import { runtimeError } from './states-error.ts';
import { Visit, type Exit } from './visit.ts';
import type { Walk } from './walk.ts';

interface Position {
  readonly name: string;
  readonly input: Json;
  /** The state was entered before a restart. */
  readonly resumed?: VisitProgress;
}

/** After so many states the event loop gets a turn: a loop of Pass and Choice waits for nothing by itself. */
const STATES_PER_TURN = 50;

/** Rejects with StatesError or Cancelled. */
export const runGroup: Walk = async (frame, input, progress) => {
  if (progress) restore(frame, progress);
  let position = startOf(frame, input, progress);
  for (let count = 1; ; count += 1) {
    if (!position) return progress?.exit?.output ?? null;
    const exit: Exit = await passThrough(frame, position);
    if (exit.next === undefined) return exit.output;
    position = { name: exit.next, input: exit.output };
    if (count % STATES_PER_TURN === 0) await new Promise(setImmediate);
  }
};

function restore(frame: Frame, { variables, lastEventId }: FrameProgress): void {
  frame.variables.assign(variables);
  frame.lastEventId = lastEventId;
}

/** Undefined when the group was done before the restart. */
function startOf(frame: Frame, input: Json, progress: FrameProgress | undefined): Position | undefined {
  const { visit, exit } = progress ?? {};
  if (visit) return { name: visit.state, input: visit.input, resumed: visit };
  if (!exit) return { name: frame.group.startAt, input };
  return exit.next === null ? undefined : { name: exit.next, input: exit.output };
}

async function passThrough(frame: Frame, { name, input, resumed }: Position): Promise<Exit> {
  const state = frame.group.states.get(name);
  if (!state) throw runtimeError(`There is no state '${name}'`);
  frame.current = state;
  const enteredAt = frame.runtime.clock.now();
  const enteredEventId =
    resumed?.enteredEventId ??
    frame.record(`${state.type}StateEntered`, { name, input: JSON.stringify(input) });
  const progress = resumed ?? { input, enteredEventId, enteredAt, retryCount: 0 };
  const visit = new Visit({ frame, state, walk: runGroup, progress });
  const exit = await runState(visit, resumed);
  recordExit(visit, exit);
  frame.current = undefined;
  return exit;
}

function recordExit({ frame, state }: Visit, { assigned, text, next }: Exit): void {
  const assignedVariables = assigned && frame.variables.check(assigned);
  const details = { name: state.name, output: text, ...(assignedVariables && { assignedVariables }) };
  frame.record(`${state.type}StateExited`, details, { next: next ?? null });
  if (assigned) frame.variables.assign(assigned);
}
