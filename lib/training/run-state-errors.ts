import type { RunItem } from '../contracts/run-item.ts';
import { ArtisanError } from '../shared/errors.ts';

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
    super(
      run,
      `Got attempt ${attempt}; the run ${run.run_id} is at attempt ${run.attempt} since its rollback`,
    );
  }
}

export class RunEndedError extends RunStateError {
  override readonly name = 'RunEndedError';

  constructor(run: RunItem) {
    super(run, `The run ${run.run_id} is ${run.status}: it takes nothing more. Begin another one`);
  }
}

/** So far beyond the planned steps that it would only keep those that do come from counting. */
export class StepBeyondRunError extends ArtisanError {
  override readonly name = 'StepBeyondRunError';

  constructor(
    step: number,
    { furthest, totalSteps }: { readonly furthest: number; readonly totalSteps: number },
  ) {
    super(`Got step ${step}; allowed is ${furthest} at most, as the run is to have ${totalSteps} steps`);
  }
}

/** An attempt that the run has not reached. */
export class UnknownAttemptError extends ArtisanError {
  override readonly name = 'UnknownAttemptError';

  constructor(attempt: number, current: number) {
    super(`Got attempt ${attempt}; the run is at attempt ${current}`);
  }
}
