import { candidatesOfMarks } from './candidates.ts';
import { dispatch } from './dispatch.ts';
import { attemptEach } from './each.ts';
import type { RunawayMarks } from './ports.ts';
import type { StartDependencies } from './start.ts';

export interface MarkDependencies extends StartDependencies {
  readonly marks: RunawayMarks;
}

/** One execution for each marked run, whoever is first to find it. Answers with what failed. */
export async function dispatchMarks(deps: MarkDependencies): Promise<readonly unknown[]> {
  const [runbooks, marks] = await Promise.all([deps.runbooks.all(), deps.marks.list()]);
  return attemptEach(candidatesOfMarks(runbooks, marks), (candidate) => dispatch(deps, candidate));
}
