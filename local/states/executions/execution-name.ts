import { AwsError } from '../../aws-endpoint/aws-error.ts';

const LONGEST = 80;

/** StartExecution: no white space, brackets, wildcards, special characters or control characters. */
// oxlint-disable-next-line no-control-regex -- the rule names control characters
const FORBIDDEN = /[\s<>{}[\]?*"#%\\^|~`$&,;:/\u0000-\u001f\u007f-\u009f\ufffe\uffff]|[\ud800-\udfff]/;

/** Throws AwsError. */
export function checkExecutionName(name: string): void {
  if (name === '' || name.length > LONGEST || FORBIDDEN.test(name)) {
    throw new AwsError('InvalidName', `Invalid Name: '${name}'`);
  }
}
