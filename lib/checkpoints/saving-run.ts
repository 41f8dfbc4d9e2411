import { furthestStep } from '../contracts/run-values.ts';
import { baseStep, type CheckpointId } from '../contracts/lineage.ts';
import { InvalidCheckpointError, SaveRefusedError, UnknownRunError } from './errors.ts';
import type { CheckpointRun, CheckpointRuns } from './ports.ts';

/**
 * The run that a checkpoint is saved for. While it is paused, saves are taken.
 * @throws UnknownRunError, SaveRefusedError of an older attempt, InvalidCheckpointError
 */
export async function savingRun(
  runs: CheckpointRuns,
  runId: string,
  id: CheckpointId,
): Promise<CheckpointRun> {
  const run = await knownRun(runs, runId);
  if (id.attempt < run.attempt) throw new SaveRefusedError(run, id.attempt);
  if (id.attempt > run.attempt) {
    throw new InvalidCheckpointError('/attempt', `got ${id.attempt}, the run is in attempt ${run.attempt}`);
  }
  const base = baseStep(run.lineage, id.attempt);
  if (id.step < base) {
    throw new InvalidCheckpointError('/step', `got ${id.step}, attempt ${id.attempt} began at step ${base}`);
  }
  return run;
}

/** @throws UnknownRunError */
export async function knownRun(runs: CheckpointRuns, runId: string): Promise<CheckpointRun> {
  const run = await runs.read(runId);
  if (!run) throw new UnknownRunError(runId);
  return run;
}

/** A step of another unit would be the latest for good. @throws InvalidCheckpointError */
export function refuseBeyond({ total_steps }: CheckpointRun, { step }: CheckpointId): void {
  const furthest = furthestStep(total_steps);
  if (step > furthest)
    throw new InvalidCheckpointError('/step', `got ${step}, allowed is ${furthest} at most: see total_steps`);
}

/** Weights that are on their way when a run ends may still be committed; new ones are refused. */
export function refuseWhenOver(run: CheckpointRun): void {
  if (run.status === 'stopped' || run.status === 'finished') throw new SaveRefusedError(run, run.attempt);
}
