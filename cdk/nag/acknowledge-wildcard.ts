import { Stack } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import * as v from 'valibot';
import { acknowledge } from './acknowledge.ts';

const part = v.union([
  v.string(),
  v.pipe(
    v.object({ Ref: v.string() }),
    v.transform(({ Ref }) => `<${Ref}>`),
  ),
  v.pipe(
    v.object({ 'Fn::GetAtt': v.tuple([v.string(), v.string()]) }),
    v.transform(({ 'Fn::GetAtt': [id, attribute] }) => `<${id}.${attribute}>`),
  ),
]);

const joined = v.pipe(
  v.object({ 'Fn::Join': v.tuple([v.literal(''), v.array(part)]) }),
  v.transform(({ 'Fn::Join': [, parts] }) => parts.join('')),
);

/** Accepts that a policy in `scope` names a resource with a `*`: cdk-nag has a finding for each. */
export function acknowledgeWildcard(scope: IConstruct, resource: string, reason: string): void {
  const text = v.parse(v.union([v.string(), joined]), Stack.of(scope).resolve(resource));
  if (text.includes('*')) acknowledge(scope, `AwsSolutions-IAM5[Resource::${text}]`, reason);
}
