import type { ApprovalSeen } from '../../rehearsal/events/answers.ts';
import type { RunningStack } from './launch-stack.ts';
import type { StartOptions } from './options.ts';

export interface Invited {
  readonly stack: Pick<RunningStack, 'url' | 'awsUrl' | 'tokenOf'>;
  readonly options: Pick<StartOptions, 'noAuth' | 'interactive'>;
}

/** For who only looks, while a script decides: a link that opens the plan. */
export async function lookingInvitation(
  invited: Invited,
  approval: Pick<ApprovalSeen, 'id'>,
): Promise<string> {
  return `
  Read the plan that an approver is asked about, as a viewer (a token of 15 minutes):
  ${await linkOf(invited, approval, 'viewer')}

`;
}

/** For who decides: a link that opens the plan and its buttons, and the command that does the same. */
export async function decidingInvitation(
  invited: Invited,
  approval: Pick<ApprovalSeen, 'id' | 'summary' | 'plan_hash'>,
): Promise<string> {
  const { stack, options } = invited;
  const { id, summary, plan_hash } = approval;
  const token = `$(curl -s ${stack.awsUrl}/_local/tokens -d '{"username":"approver"}' | sed 's/.*"access_token":"\\([^"]*\\)".*/\\1/')`;
  const authorization = options.noAuth ? '' : ` -H "authorization: Bearer ${token}"`;
  const body = JSON.stringify({ decision: 'approve', plan_hash });
  return `
  A person is asked: ${summary}
  Read the plan and decide, as an approver (a token of 15 minutes):
  ${await linkOf(invited, approval, 'approver')}
  or approve it here ("reject" works as well):
  curl -s ${stack.url}/v1/approvals/${id}/decision${authorization} -H 'content-type: application/json' -d '${body}'

`;
}

/** The token goes in the fragment, which no server sees. Without authorization any will do, but the page asks for one. */
async function linkOf(
  { stack, options }: Invited,
  { id }: Pick<ApprovalSeen, 'id'>,
  username: string,
): Promise<string> {
  const token = options.noAuth ? 'none' : await stack.tokenOf(username);
  return `${stack.url}/approve/${id}#token=${token}`;
}
