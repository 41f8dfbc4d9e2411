import { ROLES, type Role } from '../../lib/contracts/names.ts';
import type { Caller } from './http.ts';
import { ProblemError } from './problem.ts';

/** Claims of a verified token, as an HTTP API hands them over: everything is a string. */
export type Claims = Readonly<Record<string, string | number | boolean | string[] | undefined>>;

/** What the gateway's authorizer found: a person by his token, or a service by its signature. */
export interface Authorizer {
  readonly jwt?: { readonly claims: Claims };
  readonly iam?: { readonly userArn: string };
}

const NOBODY: Caller = { name: 'anonymous', roles: [] };

/**
 * A service is its ARN: what it may do, IAM has decided, so it holds no role.
 * @throws ProblemError unauthorized for an ID token: the gateway takes one, as it is for the same client
 */
export function callerOf(authorizer: Authorizer | undefined): Caller {
  if (authorizer?.iam) return { name: authorizer.iam.userArn, roles: [] };
  const claims = authorizer?.jwt?.claims;
  if (!claims) return NOBODY;
  if (claims['token_use'] !== 'access')
    throw new ProblemError(
      'unauthorized',
      `This takes an access token; this is one for ${String(claims['token_use'])}`,
    );
  const groups = groupsOf(claims['cognito:groups']);
  const name = claims['username'] ?? claims['sub'];
  return { name: String(name), roles: ROLES.filter((role) => groups.includes(role)) };
}

/** A JWT authorizer turns an array claim into the string `[a b]`. */
function groupsOf(claim: Claims[string]): readonly string[] {
  if (Array.isArray(claim)) return claim;
  return typeof claim === 'string' ? claim.replace(/^\[|\]$/g, '').split(/[\s,]+/) : [];
}

/** @throws ProblemError forbidden unless the caller has one of the roles */
export function checkRole(caller: Caller, roles: readonly Role[]): void {
  if (roles.some((role) => caller.roles.includes(role))) return;
  const held = caller.roles.length === 0 ? 'none' : caller.roles.join(', ');
  throw new ProblemError(
    'forbidden',
    `This needs the role ${roles.join(' or ')}; ${caller.name} has ${held}.`,
  );
}
