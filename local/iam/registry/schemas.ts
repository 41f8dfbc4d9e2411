import * as v from 'valibot';
import { PolicyDocument } from '../policy/policy-document.ts';

const Strings = v.optional(v.array(v.string()), []);
/** Groups and users of a template are not run here: a policy for them would be ignored. */
const Nobody = v.optional(v.pipe(v.array(v.string()), v.empty('must be left out: only roles are supported')));
const Untouched = v.optional(v.unknown());

/** Who may assume a role is not judged: the services of the stack hand its keys to nobody else. */
export const RoleProperties = v.strictObject({
  AssumeRolePolicyDocument: v.unknown(),
  Description: Untouched,
  ManagedPolicyArns: Strings,
  MaxSessionDuration: Untouched,
  Path: v.optional(v.string(), '/'),
  Policies: v.optional(v.array(v.strictObject({ PolicyName: v.string(), PolicyDocument })), []),
  RoleName: v.optional(v.string()),
  Tags: Untouched,
});

export const PolicyProperties = v.strictObject({
  Groups: Nobody,
  PolicyDocument,
  PolicyName: v.string(),
  Roles: Strings,
  Users: Nobody,
});

export const ManagedPolicyProperties = v.strictObject({
  Description: Untouched,
  Groups: Nobody,
  ManagedPolicyName: v.optional(v.string()),
  Path: v.optional(v.string(), '/'),
  PolicyDocument,
  Roles: Strings,
  Users: Nobody,
});
