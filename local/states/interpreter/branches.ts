import type { Json } from '../json.ts';
import { Cancelled } from './cancellation.ts';
import type { Frame } from './frame.ts';

export interface Branches {
  readonly count: number;
  /** How many run at a time. */
  readonly concurrency: number;
  open(index: number): Frame;
  run(child: Frame, index: number): Promise<Json>;
  /** For events of the iteration that failed and of those that go down with it. */
  onFailed?(child: Frame, index: number): void;
  onAborted?(child: Frame, index: number): void;
}

/** Runs branches or iterations; the first that fails takes the others with it. Results are in order. */
export async function runBranches(frame: Frame, branches: Branches): Promise<readonly Json[]> {
  const results = new Array<Json>(branches.count).fill(null);
  const running = new Map<number, Frame>();
  let started = 0;
  let failure: unknown;

  const runOne = async (index: number): Promise<void> => {
    const child = branches.open(index);
    running.set(index, child);
    try {
      results[index] = await branches.run(child, index);
      frame.lastEventId = child.lastEventId;
    } catch (error) {
      const first = failure === undefined;
      failure ??= error;
      if (first && !(error instanceof Cancelled)) abort({ frame, branches, running, failed: index });
    } finally {
      running.delete(index);
      frame.release(child);
    }
  };
  const work = async (): Promise<void> => {
    while (started < branches.count && failure === undefined) {
      started += 1;
      await runOne(started - 1);
    }
  };
  await Promise.all(Array.from({ length: Math.min(branches.concurrency, branches.count) }, work));
  if (failure !== undefined) throw failure as Error;
  return results;
}

interface Failure {
  readonly frame: Frame;
  readonly branches: Branches;
  readonly running: ReadonlyMap<number, Frame>;
  readonly failed: number;
}

/** In the order that AWS's histories have: the failed one first, then each of the others. */
function abort({ frame, branches, running, failed }: Failure): void {
  const culprit = running.get(failed);
  if (!culprit) return;
  const { lastEventId } = culprit;
  branches.onFailed?.(culprit, failed);
  if (culprit.current?.type === 'Task') culprit.record('TaskStateAborted');
  for (const [index, child] of running) {
    if (child !== culprit) {
      branches.onAborted?.(child, index);
      recordAborted(child);
      child.cancellation.cancel(new Cancelled('Another branch failed'));
    }
  }
  frame.lastEventId = lastEventId;
}

const ABORTABLE = ['Task', 'Wait', 'Parallel', 'Map'];

function recordAborted(frame: Frame): void {
  frame.children.forEach(recordAborted);
  const { current } = frame;
  if (current && ABORTABLE.includes(current.type)) frame.record(`${current.type}StateAborted`);
}
