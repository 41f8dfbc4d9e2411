import { decide, type DecideDependencies } from '../../lib/approvals/decide.ts';
import { DecisionRefusedError } from '../../lib/approvals/decision-refused-error.ts';
import { ApprovalNotFoundError } from '../../lib/approvals/not-found-error.ts';
import type { IncidentItem } from '../../lib/contracts/incident-item.ts';
import { isDecidableInSlack } from '../../lib/incidents/slack-card.ts';
import type { Click } from '../../lib/incidents/slack-click.ts';

export interface ClickDependencies {
  readonly approvals: DecideDependencies;
  readonly incident: (id: string) => Promise<IncidentItem | undefined>;
  /** Member ids of Slack to names of the user pool. */
  readonly users: Readonly<Record<string, string>>;
}

/**
 * Decides as the person of the user pool that the clicker is mapped to, and may no more than they may elsewhere.
 * @returns what the clicker is told
 */
export async function decideByClick(deps: ClickDependencies, click: Click): Promise<string> {
  const { approvals, users } = deps;
  const actor = Object.hasOwn(users, click.user) ? users[click.user] : undefined;
  if (actor === undefined)
    return 'Nothing was decided: your account is in no list of those who may (slack.users of notifications.yaml).';
  if (!(await mayBeDecidedHere(deps, click)))
    return 'Nothing was decided: what is graver than Sev3 is decided behind the link of its card.';
  try {
    const { status } = await decide(approvals, {
      approvalId: click.approvalId,
      decision: click.decision,
      planHash: click.planHash,
      actor,
      via: 'slack',
      authority: 'pool',
    });
    return `The approval is ${status}, on record under ${actor}. Its card follows within a minute.`;
  } catch (error) {
    const isRefused = error instanceof DecisionRefusedError || error instanceof ApprovalNotFoundError;
    if (!isRefused) throw error;
    return `Nothing was decided: ${error.message}`;
  }
}

/** The card of a graver one has no buttons, but a click is only as honest as whoever holds the signing secret. */
async function mayBeDecidedHere(
  { approvals, incident: read }: ClickDependencies,
  { approvalId }: Click,
): Promise<boolean> {
  const approval = await approvals.store.read(approvalId);
  const incident = approval?.incident_id === undefined ? undefined : await read(approval.incident_id);
  return incident !== undefined && isDecidableInSlack(incident);
}
