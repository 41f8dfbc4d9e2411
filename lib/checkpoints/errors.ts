import { ArtisanError } from '../shared/errors.ts';
import type { CheckpointRun } from './ports.ts';

export class UnknownRunError extends ArtisanError {
  override readonly name = 'UnknownRunError';

  constructor(runId: string) {
    super(`There is no run ${runId}`);
  }
}

/** The run has gone on, or ended, without this save: its directive says what to do. */
export class SaveRefusedError extends ArtisanError {
  override readonly name = 'SaveRefusedError';
  readonly run: CheckpointRun;
  readonly reason: 'older_attempt' | 'run_ended';

  constructor(run: CheckpointRun, attempt: number) {
    const reason = attempt < run.attempt ? 'older_attempt' : 'run_ended';
    super(
      reason === 'older_attempt'
        ? `Attempt ${attempt} is over, the run is in attempt ${run.attempt}: follow the directive`
        : `The run is ${run.status} and takes no more checkpoints`,
    );
    this.run = run;
    this.reason = reason;
  }
}

/** What is announced contradicts itself or the run. */
export class InvalidCheckpointError extends ArtisanError {
  override readonly name = 'InvalidCheckpointError';
  /** JSON pointer of the field. */
  readonly pointer: string;

  constructor(pointer: string, message: string) {
    super(message);
    this.pointer = pointer;
  }
}
