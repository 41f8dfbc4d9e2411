import { AwsError } from '../aws-endpoint/aws-error.ts';
import type { Permission, Principal } from '../aws-endpoint/service.ts';
import type { Decision } from './policy/evaluate.ts';

/** Source: "Troubleshoot access denied error messages" in the IAM User Guide. */
export function accessDenied(
  principal: Principal,
  { action, resource }: Permission,
  decision: Exclude<Decision, 'allowed'>,
): AwsError {
  const where = resource === '*' ? '' : ` on resource: ${resource}`;
  const why =
    decision === 'denied explicitly'
      ? 'with an explicit deny in an identity-based policy'
      : `because no identity-based policy allows the ${action} action`;
  const message = `User: ${principal.arn} is not authorized to perform: ${action}${where} ${why}`;
  return new AwsError('AccessDeniedException', message);
}
