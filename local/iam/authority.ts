import type { Permission } from '../aws-endpoint/service.ts';
import type { Environment } from '../cloud-assembly/resource.ts';
import type { Identity } from './identity.ts';
import { type Decision, evaluate } from './policy/evaluate.ts';

/** What the policies of an identity say to one permission. */
export function decide(identity: Identity, permission: Permission, environment: Environment): Decision {
  if (identity.kind === 'root') return 'allowed';
  const { action, resource } = permission;
  return evaluate(identity.statements, {
    action,
    resource,
    context: contextOf(identity, permission, environment),
  });
}

function contextOf(
  identity: Identity,
  { resource, context = {} }: Permission,
  { account, region }: Environment,
): ReadonlyMap<string, readonly string[]> {
  const own = Object.entries(context).map(([key, value]) => [key.toLowerCase(), [value].flat()] as const);
  return new Map<string, readonly string[]>([
    ['aws:principalarn', [identity.arn]],
    ['aws:principalaccount', [account]],
    ['aws:requestedregion', [region]],
    ['aws:resourceaccount', [accountOf(resource) ?? account]],
    // The loopback interface stands for TLS: a policy that asks for it is met.
    ['aws:securetransport', ['true']],
    ...own,
  ]);
}

/** S3's ARNs name no account. */
const accountOf = (arn: string): string | undefined => /^(?:[^:]*:){4}([^:]+)/.exec(arn)?.[1];
