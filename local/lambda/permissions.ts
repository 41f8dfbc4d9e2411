import * as v from 'valibot';
import type { Environment, Resource } from '../cloud-assembly/resource.ts';
import { compileResourcePolicy, type ResourcePolicy } from '../iam/policy/resource-policy.ts';
import { ofType, parseProperties } from '../iam/template/parse-properties.ts';
import { parseFunctionName } from './function-name.ts';

/** "AWS::Lambda::Permission" of the CloudFormation reference: what services and accounts may do with one function. */
const permissionSchema = v.strictObject({
  Action: v.string(),
  FunctionName: v.string(),
  Principal: v.string(),
  SourceArn: v.exactOptional(v.string()),
  SourceAccount: v.exactOptional(v.string()),
});

/** All permissions of a template as one policy. Throws a sentence for a property that is not supported. */
export function readPermissions(resources: readonly Resource[], environment: Environment): ResourcePolicy {
  const permissions = ofType(resources, 'AWS::Lambda::Permission').map((resource) =>
    parseProperties(permissionSchema, resource),
  );
  return compileResourcePolicy({
    Statement: permissions.map(({ Action, FunctionName, Principal, SourceArn, SourceAccount }) => ({
      Effect: 'Allow',
      Action,
      Resource: functionArn(FunctionName, environment),
      Principal: Principal.includes('.') || Principal === '*' ? { Service: Principal } : { AWS: Principal },
      Condition: {
        ...(SourceArn !== undefined && { ArnLike: { 'aws:SourceArn': SourceArn } }),
        ...(SourceAccount !== undefined && { StringEquals: { 'aws:SourceAccount': SourceAccount } }),
      },
    })),
  });
}

/** Without a qualifier unless it names one: a permission on a function is none on its aliases. */
export function functionArn(name: string, { account, region }: Environment): string {
  const target = parseFunctionName(name);
  if (!target) return name;
  const qualifier = target.isQualified ? `:${target.qualifier}` : '';
  return `arn:aws:lambda:${region}:${account}:function:${target.name}${qualifier}`;
}
