import type { VisitProgress } from '../executions/frame-progress.ts';
import { runWithPolicies } from './attempts.ts';
import { runChoice } from './choice.ts';
import { runFail } from './fail.ts';
import { runMap } from './map.ts';
import { runParallel } from './parallel.ts';
import { runTask } from './task.ts';
import type { Exit, Visit } from './visit.ts';
import { runWait } from './wait.ts';

/** What a state does between its entry and its exit. */
export async function runState(visit: Visit, resumed: VisitProgress | undefined): Promise<Exit> {
  const { state } = visit;
  switch (state.type) {
    case 'Task':
      return runWithPolicies(visit, { state, resumed }, (progress) => runTask(visit, state, progress));
    case 'Parallel':
      return runWithPolicies(visit, { state, resumed }, (progress) => runParallel(visit, state, progress));
    case 'Map':
      return runWithPolicies(visit, { state, resumed }, (progress) => runMap(visit, state, progress));
    default:
      return visit.reportingEvaluation(() => runSimpleState(visit, resumed));
  }
}

async function runSimpleState(visit: Visit, resumed: VisitProgress | undefined): Promise<Exit> {
  const { state, input } = visit;
  switch (state.type) {
    case 'Choice':
      return runChoice(visit, state);
    case 'Wait':
      return runWait(visit, state, resumed?.attempt ?? {});
    case 'Fail':
      return runFail(visit, state);
    case 'Succeed':
      return visit.leave({ output: state.output, assign: undefined }, undefined, { fallback: input });
    default:
      return visit.leave(state, state.next, { fallback: input });
  }
}
