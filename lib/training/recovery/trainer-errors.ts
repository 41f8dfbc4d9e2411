import { ArtisanError } from '../../shared/errors.ts';
import { byHand } from './by-hand.ts';

const LOOK = 'Look whether it runs and reaches the API: one that is started again finds its directive';

/** The trainer did not say in time that it did what it was told. */
export class AcknowledgementTimeoutError extends ArtisanError {
  override readonly name = 'AcknowledgementTimeoutError';

  constructor(runId: string, what: string, silentSeconds: number) {
    super(
      `The trainer of ${runId} was told to ${what} ${silentSeconds} s ago and has not said that it did. ` +
        `${LOOK}. ${byHand(runId)}`,
    );
  }
}

/** The trainer says that it could not pause. */
export class TrainerFailedError extends ArtisanError {
  override readonly name = 'TrainerFailedError';

  constructor(runId: string, what: string, detail: string) {
    super(
      `The trainer of ${runId} says that it could not ${what}: ${detail}. ` +
        `Look at its log, mend it and start it again. ${byHand(runId)}`,
    );
  }
}

/** The trainer did not come back to the step that it was sent to. */
export class RestoreMismatchError extends ArtisanError {
  override readonly name = 'RestoreMismatchError';

  constructor(runId: string, step: number, detail: string) {
    super(
      `The trainer of ${runId} was sent back to step ${step} and is not there: ${detail}. The run stays paused. ` +
        `Look at the trainer's log; one that is started again tries again. ${byHand(runId)}`,
    );
  }
}

/** No metrics came after the resume. */
export class NotResumedError extends ArtisanError {
  override readonly name = 'NotResumedError';

  constructor(runId: string, silentSeconds: number) {
    super(
      `No metrics of ${runId} came within ${silentSeconds} s after it was told to go on. ${LOOK}, and goes on by itself`,
    );
  }
}
