import { AwsError } from '../aws-endpoint/aws-error.ts';
import type { Environment } from '../cloud-assembly/resource.ts';

/** What a request names: a parameter, and perhaps one of its versions. */
export interface ParameterReference {
  readonly name: string;
  /** What stands behind a colon. */
  readonly selector?: string;
}

const DEEPEST_LEVEL = 15;

/** Takes a name or an ARN, with or without `:version`. */
export function parseReference(text: string): ParameterReference {
  const local = text.replace(/^arn:[^:]*:ssm:[^:]*:\d*:parameter(?=\/)/, '');
  // The ARN of a name without a slash has one all the same.
  const name = local !== text && !local.slice(1).includes('/') ? local.slice(1) : local;
  const [base = '', selector] = name.split(':');
  return { name: base, ...(selector !== undefined && { selector }) };
}

/** `arn:...:parameter/name`, with one slash whether or not the name begins with one. */
export function parameterArn(name: string, { account, region }: Environment): string {
  return `arn:aws:ssm:${region}:${account}:parameter/${name.replace(/^\//, '')}`;
}

/** The rules of "PutParameter" in the Systems Manager API Reference. */
export function checkNewName(name: string): void {
  if (!/^[\w./-]{1,1011}$/.test(name)) {
    throw invalid(
      `Parameter name: can't be ${JSON.stringify(name)}. Only a-z, A-Z, 0-9, _ . - / are allowed.`,
    );
  }
  if (name.includes('/') && !name.startsWith('/'))
    throw invalid('Parameter name must be a fully qualified name.');
  if (/^\/?(aws|ssm)/i.test(name)) {
    throw invalid('Parameter name: can\'t be prefixed with "aws" or "ssm" (case-insensitive).');
  }
  if (name.split('/').length - 1 > DEEPEST_LEVEL) {
    throw new AwsError(
      'HierarchyLevelLimitExceededException',
      `A hierarchy can have at most ${DEEPEST_LEVEL} levels, and ${name} has more.`,
    );
  }
}

function invalid(message: string): AwsError {
  return new AwsError('ValidationException', message);
}
