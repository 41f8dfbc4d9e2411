import type { ExecutionItem } from '../contracts/execution-item.ts';
import { candidatesOfMarks } from './candidates.ts';
import { dispatch } from './dispatch.ts';
import { attemptEach } from './each.ts';
import type { RunawayMarks } from './ports.ts';
import type { StartDependencies } from './start.ts';

export interface MarkDependencies extends StartDependencies {
  readonly marks: RunawayMarks;
  /** Told of each execution that this has started. */
  readonly onStarted?: (execution: ExecutionItem) => void;
}

/** One execution for each marked run, whoever is first to find it. Answers with what failed. */
export async function dispatchMarks(deps: MarkDependencies): Promise<readonly unknown[]> {
  const [runbooks, marks] = await Promise.all([deps.runbooks.all(), deps.marks.list()]);
  return attemptEach(candidatesOfMarks(runbooks, marks), async (candidate) => {
    const dispatched = await dispatch(deps, candidate);
    if (dispatched.kind === 'started') deps.onStarted?.(dispatched.execution);
  });
}
