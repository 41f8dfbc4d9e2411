import { ArtisanError } from '../shared/errors.ts';

/** What the step caused has not come about yet: the state machine tries again after the step's `poll_interval`. */
export class NotYetError extends ArtisanError {
  override readonly name = 'NotYetError';
}

/** The step's time is over, and the action had no better words for it. */
export class StepTimeoutError extends ArtisanError {
  override readonly name = 'StepTimeoutError';

  constructor(step: string, seconds: number, cause: Error) {
    super(`"${step}" was not done within ${seconds} s: ${cause.message}`, { cause });
  }
}

/** The step would not do any more what was approved: it is asked again. */
export class PlanChangedError extends ArtisanError {
  override readonly name = 'PlanChangedError';

  constructor(step: string, planned: string) {
    super(`What was approved of "${step}" is not what it would do now: ${planned}`);
  }
}

/** A runbook's file is checked before it is deployed, so expressions gave something else than they should. */
export class StepInputError extends ArtisanError {
  override readonly name = 'StepInputError';

  constructor(action: string, problems: string) {
    super(`The inputs of ${action} do not fit: ${problems}`);
  }
}

/** The try has taken so long that the state machine may not wait for it any more: nothing was done. The next try may. */
export class TryOverError extends ArtisanError {
  override readonly name = 'TryOverError';

  constructor(step: string, milliseconds: number) {
    super(
      `"${step}" was not begun within the ${milliseconds} ms that a try of it has for that, so it was left undone`,
    );
  }
}
