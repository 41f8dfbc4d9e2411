import type { Principal } from '../aws-endpoint/service.ts';
import type { Credentials } from './credentials.ts';
import type { Statement } from './policy/policy-document.ts';

/** Someone who can sign requests. */
export interface Identity extends Principal {
  readonly kind: 'root' | 'role' | 'user';
  /** Role name, user name, or `root`. */
  readonly name: string;
  /** As IAM forms it: `AIDA...` for users, `AROA...:session` for roles, the account id for root. */
  readonly userId: string;
  readonly credentials: Credentials;
  /** Everything attached to it. Root has none and may do all. */
  readonly statements: readonly Statement[];
}

/** Everyone there is on this stack. */
export interface IdentityRegistry {
  readonly root: Identity;
  /** One for each managed policy of the template that is attached to nobody. */
  readonly users: readonly Identity[];
  readonly roles: readonly Identity[];
  /** The role by name or ARN. Throws when the template has none such. */
  role(nameOrArn: string): Identity;
  /** By the ARN of a user, a role, or a role's session. */
  byArn(arn: string): Identity | undefined;
  byAccessKeyId(accessKeyId: string): Identity | undefined;
}
