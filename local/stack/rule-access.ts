import type { Gatekeeper } from '../aws-endpoint/gatekeeper.ts';
import type { TargetAccess } from '../events/event-bridge-api.ts';
import type { Lambda } from '../lambda/lambda-options.ts';
import type { Sqs } from '../sqs/sqs-api.ts';

export interface RuleAccessOptions {
  readonly gatekeeper: Gatekeeper;
  readonly noAuth: boolean;
}

export interface Guarded {
  readonly lambda: Pick<Lambda, 'authorizeInvoke'>;
  readonly sqs: Pick<Sqs, 'authorizeSend'>;
}

/** Who lets a rule in: a function's permissions, a queue's policy, or for a machine the role of the target. */
export function ruleAccess(
  { gatekeeper, noAuth }: RuleAccessOptions,
  { lambda, sqs }: Guarded,
): (access: TargetAccess) => void {
  if (noAuth) return () => undefined;
  return ({ kind, targetArn, ruleArn, roleArn }) => {
    const caller = { service: 'events.amazonaws.com', sourceArn: ruleArn };
    if (kind === 'lambda') lambda.authorizeInvoke(caller, targetArn);
    else if (kind === 'sqs') sqs.authorizeSend(caller, targetArn);
    else {
      const permission = { action: 'states:StartExecution', resource: targetArn };
      gatekeeper.authorize({ arn: roleArn ?? 'a target without a role' }, [permission]);
    }
  };
}
