import type { ParallelState } from '../asl/definition.ts';
import { exceedsPayloadLimit } from '../data-limit.ts';
import type { AttemptProgress } from '../executions/frame-progress.ts';
import { runBranches } from './branches.ts';
import { dataLimitExceeded } from './open-task.ts';
import type { Exit, Visit } from './visit.ts';

export async function runParallel(
  visit: Visit,
  state: ParallelState,
  progress: AttemptProgress,
): Promise<Exit> {
  const { frame } = visit;
  const { value: argument } = progress.argument ?? (await begin(visit, state));
  const result = await runBranches(frame, {
    count: state.branches.length,
    concurrency: state.branches.length,
    open: (index) => frame.child(index, state.branches[index] ?? { startAt: '', states: new Map() }),
    run: (child) => visit.walk(child, argument, child.takeProgress()),
  });
  if (!progress.succeeded) frame.record('ParallelStateSucceeded');
  return visit.leave(state, state.next, { fallback: result, result });
}

async function begin(visit: Visit, state: ParallelState) {
  const argument = state.arguments ? await visit.evaluate(state.arguments, 'Arguments') : visit.input;
  if (exceedsPayloadLimit(JSON.stringify(argument))) throw dataLimitExceeded(state.name);
  visit.frame.record('ParallelStateStarted', undefined, { argument });
  return { value: argument };
}
