import { Stack } from 'aws-cdk-lib';
import { Effect, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { BundledFunction } from './bundled-function.ts';

/**
 * To see whether SecureStrings are there, without what they say. The right to get one is the right to have it decrypted
 * where its key allows that to whoever comes by the parameter store, as the account's own (aws/ssm) does.
 *
 * @param names each with a slash before it
 */
export function grantSeeSecrets(fn: BundledFunction, names: readonly string[]): void {
  const stack = Stack.of(fn);
  const resources = names.map((name) =>
    stack.formatArn({ service: 'ssm', resource: 'parameter', resourceName: name.slice(1) }),
  );
  if (resources.length > 0)
    fn.addToRolePolicy(new PolicyStatement({ actions: ['ssm:GetParameter'], resources }));
  fn.addToRolePolicy(
    new PolicyStatement({
      effect: Effect.DENY,
      actions: ['kms:Decrypt'],
      resources: ['*'],
      conditions: { StringEquals: { 'kms:ViaService': `ssm.${stack.region}.amazonaws.com` } },
    }),
  );
}
