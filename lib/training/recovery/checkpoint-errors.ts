import type { CheckpointId } from '../../contracts/lineage.ts';
import { ArtisanError } from '../../shared/errors.ts';
import { byHand } from './by-hand.ts';

const choose = (runId: string): string =>
  `Choose one: GET /v1/runs/${runId}/checkpoints, then POST /v1/runs/${runId}/rollback {"to": <step>}. ${byHand(runId)}`;

/** No checkpoint that one could go back to without asking how good it is. */
export class NoStableCheckpointError extends ArtisanError {
  override readonly name = 'NoStableCheckpointError';

  constructor(runId: string, beforeStep: number, rule: string) {
    super(
      `${runId} has no stable checkpoint before step ${beforeStep}: that takes ${rule}. ` +
        `Nothing was restored. ${choose(runId)}`,
    );
  }
}

/** The checkpoint to go back to is pruned, superseded, or another one of its step has taken its place. */
export class CheckpointGoneError extends ArtisanError {
  override readonly name = 'CheckpointGoneError';

  constructor(runId: string, { attempt, step }: CheckpointId) {
    super(
      `The checkpoint of step ${step}, attempt ${attempt}, of ${runId} was pruned or superseded meanwhile. ` +
        `Nothing was restored. Start the runbook again, which takes one that stands. ${choose(runId)}`,
    );
  }
}

/** Its record stands; its bytes are gone or damaged. */
export class CheckpointUnreadableError extends ArtisanError {
  override readonly name = 'CheckpointUnreadableError';

  constructor(runId: string, cause: Error) {
    super(
      `${cause.message}. Nothing was restored. Find out who deletes objects of that bucket. ${choose(runId)}`,
      { cause },
    );
  }
}
