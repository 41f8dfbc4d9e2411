import { ArtisanError } from '../shared/errors.ts';

/** A rule of the domain that one field of a request breaks. */
export abstract class InvalidFieldError extends ArtisanError {
  /** JSON pointer of the field. */
  readonly pointer: string;

  constructor(pointer: string, message: string) {
    super(message);
    this.pointer = pointer;
  }
}

export class InvalidWeightsError extends InvalidFieldError {
  override readonly name = 'InvalidWeightsError';
}

export class UnknownModeError extends InvalidFieldError {
  override readonly name = 'UnknownModeError';
}

export class DownshiftCycleError extends InvalidFieldError {
  override readonly name = 'DownshiftCycleError';
}

export class InvalidTimeError extends InvalidFieldError {
  override readonly name = 'InvalidTimeError';
}
