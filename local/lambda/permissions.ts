import * as v from 'valibot';
import type { Environment, Resource } from '../cloud-assembly/resource.ts';
import { compileResourcePolicy, NO_POLICY, type ResourcePolicy } from '../iam/policy/resource-policy.ts';
import { ofType, parseProperties } from '../iam/template/parse-properties.ts';
import { parseFunctionName } from './function-name.ts';
import type { Lambda } from './lambda-options.ts';

/** "AWS::Lambda::Permission" of the CloudFormation reference: what services and accounts may do with one function. */
const permissionSchema = v.strictObject({
  Action: v.string(),
  FunctionName: v.string(),
  Principal: v.string(),
  SourceArn: v.exactOptional(v.string()),
  SourceAccount: v.exactOptional(v.string()),
});

export interface FunctionPermissions extends Pick<Lambda, 'authorizeInvoke'> {
  /** Throws a sentence for a property that is not supported. */
  provision(resources: readonly Resource[]): void;
}

export function createFunctionPermissions(environment: Environment): FunctionPermissions {
  let policy = NO_POLICY;
  return {
    authorizeInvoke: (caller, functionName) => {
      const resource = functionArn(functionName, environment);
      policy.authorize(caller, { action: 'lambda:InvokeFunction', resource });
    },
    provision: (resources) => {
      policy = readPermissions(resources, environment);
    },
  };
}

/** All permissions of a template as one policy. Throws a sentence for a property that is not supported. */
function readPermissions(resources: readonly Resource[], environment: Environment): ResourcePolicy {
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
function functionArn(name: string, { account, region }: Environment): string {
  const target = parseFunctionName(name);
  if (!target) return name;
  const qualifier = target.isQualified ? `:${target.qualifier}` : '';
  return `arn:aws:lambda:${region}:${account}:function:${target.name}${qualifier}`;
}
