import type { Store } from 'dynalite/db/index.js';
import { checkTypes, checkValidations, type Custom, type Types } from 'dynalite/validations/index.js';
import { AwsError } from '../../aws-endpoint/aws-error.ts';
import { withAwsErrors } from './dynalite-error.ts';
import { copyRequest } from './nesting.ts';

/** How dynalite checks one operation's request. */
export interface Validation<Input> {
  readonly types: Types<Input>;
  readonly custom?: Custom;
}

/** 400 KB: Amazon DynamoDB Developer Guide, "Constraints", item size. */
export const OPTIONS: Store['options'] = { maxItemSize: 400 * 1024 };

/** Parses a request as dynalite does. A parameter it knows nothing of is refused by name, not ignored. */
export function parseRequest<Input>(
  validation: Validation<Input>,
  input: Readonly<Record<string, unknown>>,
): Input {
  const copy = copyRequest(input);
  for (const [name, value] of Object.entries(input)) {
    if (value !== undefined && value !== null && !Object.hasOwn(validation.types, name))
      throw unsupported(name);
  }
  return withAwsErrors(() => {
    const data = checkTypes(copy, validation.types);
    checkValidations(data, validation.types, validation.custom, { options: OPTIONS });
    return data;
  });
}

/** As parseRequest, for what is within a request: the check that dynalite writes as code, which parses expressions. */
export function assertCustom(custom: Custom, data: unknown): void {
  const wrong = withAwsErrors(() => custom(data, { options: OPTIONS }));
  if (wrong !== undefined) throw invalid(wrong);
}

/** What dynalite's own checks of a request leave to be said: reasons that are not in `types`. */
export function invalid(message: string): AwsError {
  return new AwsError('ValidationException', message);
}

function unsupported(name: string): AwsError {
  return invalid(`The parameter ${name} is not supported by this local DynamoDB`);
}
