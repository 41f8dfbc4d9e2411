import { createHash } from 'node:crypto';
import type { Environment } from '../cloud-assembly/resource.ts';
import { parameterArn } from './parameter-name.ts';
import type { Found } from './parameters.ts';

/** A parameter as answers show it. */
export function shownParameter(
  { name, selector, parameter }: Found,
  { withDecryption, environment }: { withDecryption: boolean; environment: Environment },
) {
  const { Type, Value, Version, LastModifiedDate } = parameter;
  return {
    Name: name,
    Type,
    Value: Type === 'SecureString' && !withDecryption ? placeholderOf(Value) : Value,
    Version,
    ...(selector !== undefined && { Selector: `:${selector}` }),
    LastModifiedDate,
    ARN: parameterArn(name, environment),
    DataType: 'text',
  };
}

/**
 * Stands where AWS answers the encrypted value. It changes with the value and does not reveal it to a glance; it is no
 * encryption: nothing is encrypted here.
 */
function placeholderOf(value: string): string {
  return `encrypted:${createHash('sha256').update(value).digest('base64')}`;
}
