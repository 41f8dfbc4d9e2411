import { ArtisanError } from '../shared/errors.ts';

/** A target could not be asked or changed. `message` names it, and is for people who run the stage. */
export abstract class TargetError extends ArtisanError {
  /** What happened, such as `answered 500`. */
  readonly said: string;

  constructor(target: string, said: string, cause?: unknown) {
    super(`${target}: ${said}`, { cause });
    this.said = said;
  }
}

/** No answer, throttled or failing, after bounded retries. Whether it acted is not known; trying again may help. */
export class TargetUnavailableError extends TargetError {
  override readonly name = 'TargetUnavailableError';
}

/** It is in the middle of something that keeps it from doing this. Trying again in a minute may help. */
export class TargetBusyError extends TargetError {
  override readonly name = 'TargetBusyError';
}

/** It won't, and will not the next time either: the configuration or the request is wrong. */
export class TargetRefusedError extends TargetError {
  override readonly name = 'TargetRefusedError';
}

/** Our credentials are missing, wrong or not allowed to do this. */
export class TargetDeniedError extends TargetError {
  override readonly name = 'TargetDeniedError';
}
