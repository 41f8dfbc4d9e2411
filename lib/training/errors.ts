import { ArtisanError } from '../shared/errors.ts';
import type { RunItem } from '../contracts/run-item.ts';

/** Another version of the run stands: read it again. */
export class RunChangedError extends ArtisanError {
  override readonly name = 'RunChangedError';

  constructor(runId: string, cause?: unknown) {
    super(`The run ${runId} has changed since it was read`, { cause });
  }
}

/** The checkpoint that a rollback was to go to does not stand any more. */
export class TargetGoneError extends ArtisanError {
  override readonly name = 'TargetGoneError';

  constructor(recordKey: { readonly pk: string; readonly sk: string }) {
    super(`There is no committed ${recordKey.sk} of ${recordKey.pk} any more`);
  }
}

export class RunNotFoundError extends ArtisanError {
  override readonly name = 'RunNotFoundError';

  constructor(runId: string) {
    super(`There is no run ${runId}`);
  }
}

/** What the trainer sent does not belong to where its run stands now; the run's directive says what to do. */
export abstract class RunStateError extends ArtisanError {
  readonly run: RunItem;

  constructor(run: RunItem, message: string) {
    super(message);
    this.run = run;
  }
}

/** Metrics of an attempt that a rollback has ended. */
export class OlderAttemptError extends RunStateError {
  override readonly name = 'OlderAttemptError';

  constructor(run: RunItem, attempt: number) {
    super(run, `Got attempt ${attempt}; the run ${run.run_id} is at attempt ${run.attempt} since its rollback`);
  }
}

export class RunEndedError extends RunStateError {
  override readonly name = 'RunEndedError';

  constructor(run: RunItem) {
    super(run, `The run ${run.run_id} is ${run.status}: it takes nothing more. Begin another one`);
  }
}
