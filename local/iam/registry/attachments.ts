import type { Resource } from '../../cloud-assembly/resource.ts';
import { awsManagedPolicy } from '../policy/aws-managed.ts';
import { compilePolicy, type PolicyDocument, type Statement } from '../policy/policy-document.ts';
import type { InferOutput } from 'valibot';
import { ofType, parseProperties } from '../template/parse-properties.ts';
import { ManagedPolicyProperties, PolicyProperties, RoleProperties } from './schemas.ts';

/** A role or user, and all that its policies say. */
export interface Attached {
  readonly name: string;
  readonly arn: string;
  readonly statements: readonly Statement[];
}

interface ManagedPolicy {
  readonly name: string;
  readonly arn: string;
  readonly roles: readonly string[];
  readonly statements: readonly Statement[];
}

interface InlinePolicy {
  readonly roles: readonly string[];
  readonly statements: readonly Statement[];
}

/** Which policies of the template go with which role, and which are attached to nobody: those make a user each. */
export function readAttachments(
  resources: readonly Resource[],
  account: string,
): { readonly roles: readonly Attached[]; readonly users: readonly Attached[] } {
  const managed = ofType(resources, 'AWS::IAM::ManagedPolicy').map(readManagedPolicy);
  const inline = ofType(resources, 'AWS::IAM::Policy').map(readInlinePolicy);
  const roles = ofType(resources, 'AWS::IAM::Role').map((resource) =>
    readRole(resource, { account, managed, inline }),
  );
  checkRoles([...managed, ...inline], new Set(roles.map(({ name }) => name)));
  const used = new Set(roles.flatMap(({ managedArns }) => managedArns));
  const free = managed.filter(({ arn, roles: names }) => names.length === 0 && !used.has(arn));
  return { roles, users: free };
}

interface Policies {
  readonly account: string;
  readonly managed: readonly ManagedPolicy[];
  readonly inline: readonly InlinePolicy[];
}

function readRole(resource: Resource, policies: Policies): Attached & { readonly managedArns: string[] } {
  const properties = parseProperties(RoleProperties, resource);
  const name = resource.physicalId;
  const attached = [...policies.inline, ...policies.managed].filter(({ roles }) => roles.includes(name));
  const own = properties.Policies.flatMap(({ PolicyDocument }) => compileOf(resource, PolicyDocument));
  const managed = properties.ManagedPolicyArns.flatMap(
    (arn) => policies.managed.find((policy) => policy.arn === arn)?.statements ?? awsManagedPolicy(arn),
  );
  return {
    name,
    arn: `arn:aws:iam::${policies.account}:role${properties.Path}${name}`,
    statements: [...own, ...managed, ...attached.flatMap(({ statements }) => statements)],
    managedArns: properties.ManagedPolicyArns,
  };
}

function readManagedPolicy(resource: Resource): ManagedPolicy {
  const { PolicyDocument, Roles } = parseProperties(ManagedPolicyProperties, resource);
  const arn = resource.physicalId;
  const name = arn.slice(arn.lastIndexOf('/') + 1);
  return { name, arn, roles: Roles, statements: compileOf(resource, PolicyDocument) };
}

function readInlinePolicy(resource: Resource): InlinePolicy {
  const { PolicyDocument, Roles } = parseProperties(PolicyProperties, resource);
  return { roles: Roles, statements: compileOf(resource, PolicyDocument) };
}

function compileOf(resource: Resource, document: InferOutput<typeof PolicyDocument>): Statement[] {
  try {
    return compilePolicy(document);
  } catch (cause) {
    const problem = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`${resource.type} ${resource.logicalId}: ${problem}`, { cause });
  }
}

function checkRoles(policies: readonly InlinePolicy[], names: ReadonlySet<string>): void {
  const unknown = policies.flatMap(({ roles }) => roles).find((role) => !names.has(role));
  if (unknown !== undefined)
    throw new Error(`A policy is attached to ${unknown}, a role the template does not have`);
}
