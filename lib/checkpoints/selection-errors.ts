import type { CheckpointId } from '../contracts/lineage.ts';
import { ArtisanError } from '../shared/errors.ts';

export type Missing = 'latest' | 'best' | 'stable' | 'step';

/** An answer, not a fault: there is none, and no other takes its place. */
export class NoSuchCheckpointError extends ArtisanError {
  override readonly name = 'NoSuchCheckpointError';
  readonly missing: Missing;

  constructor(runId: string, missing: Missing, detail = '') {
    super(`Run ${runId} has no ${missing === 'step' ? 'such' : missing} checkpoint${detail}`);
    this.missing = missing;
  }
}

/** Its record stands, but what it speaks of is not there any more, or is not what it was. */
export class CheckpointLostError extends ArtisanError {
  override readonly name = 'CheckpointLostError';
  readonly checkpoint: CheckpointId;

  constructor(runId: string, { attempt, step }: CheckpointId, what: string) {
    super(
      `The ${what} of step ${step}, attempt ${attempt}, of run ${runId} is missing or damaged in the bucket`,
    );
    this.checkpoint = { attempt, step };
  }
}
