import type { Environment, Resource } from '../../cloud-assembly/resource.ts';
import type { Credentials } from '../credentials.ts';
import type { Identity, IdentityRegistry } from '../identity.ts';
import { refuseOtherTypes } from '../template/parse-properties.ts';
import { readAttachments } from './attachments.ts';
import { issueCredentials, uniqueId } from './issue-credentials.ts';

export interface RegistryOptions {
  readonly resources: readonly Resource[];
  readonly environment: Environment;
  /** Makes the keys of an identity; random ones when left out. */
  readonly issue?: (kind: Identity['kind'], name: string) => Credentials;
}

const SESSION = 'local';

/** Roles with the policies that the template attaches, a user for each policy it attaches to nobody, and root. */
export function createIdentityRegistry({
  resources,
  environment: { account },
  issue = issueCredentials,
}: RegistryOptions): IdentityRegistry {
  refuseOtherTypes(resources, 'AWS::IAM::', [
    'AWS::IAM::Role',
    'AWS::IAM::Policy',
    'AWS::IAM::ManagedPolicy',
  ]);
  const attachments = readAttachments(resources, account);
  const root: Identity = {
    kind: 'root',
    name: 'root',
    arn: `arn:aws:iam::${account}:root`,
    userId: account,
    credentials: issue('root', 'root'),
    statements: [],
  };
  const roles = attachments.roles.map(({ name, statements }): Identity => ({
    kind: 'role',
    name,
    arn: `arn:aws:sts::${account}:assumed-role/${name}/${SESSION}`,
    userId: `${uniqueId('AROA', name)}:${SESSION}`,
    credentials: issue('role', name),
    statements,
  }));
  const users = attachments.users.map(({ name, statements }): Identity => ({
    kind: 'user',
    name,
    arn: `arn:aws:iam::${account}:user/${name}`,
    userId: uniqueId('AIDA', name),
    credentials: issue('user', name),
    statements,
  }));
  const roleArns = attachments.roles.map(({ arn }, index) => [arn, roles[index]] as const);
  return index({ root, roles, users, roleArns });
}

interface Everyone extends Pick<IdentityRegistry, 'root' | 'roles' | 'users'> {
  readonly roleArns: readonly (readonly [string, Identity | undefined])[];
}

function index({ root, roles, users, roleArns }: Everyone): IdentityRegistry {
  const everyone = [root, ...roles, ...users];
  const byKey = new Map(everyone.map((identity) => [identity.credentials.accessKeyId, identity]));
  const byArn = new Map<string, Identity | undefined>([
    // What the services of the stack call each other as.
    ['local:root', root],
    ...roleArns,
    ...everyone.map((identity) => [identity.arn, identity] as const),
  ]);
  const byRoleName = new Map(roles.map((role) => [role.name, role]));
  return {
    root,
    roles,
    users,
    role: (nameOrArn) => {
      const role = byRoleName.get(nameOrArn) ?? byArn.get(nameOrArn);
      if (role) return role;
      throw new Error(
        `There is no role ${nameOrArn}; the template has: ${[...byRoleName.keys()].join(', ')}`,
      );
    },
    byArn: (arn) => byArn.get(arn),
    byAccessKeyId: (accessKeyId) => byKey.get(accessKeyId),
  };
}
