import { TargetError } from './errors.ts';

/** What was done to it has not made it well in time. */
export class TargetUnwellError extends TargetError {
  override readonly name = 'TargetUnwellError';
}
