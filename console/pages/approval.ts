import { h } from 'preact';
import { decideAction, followingText } from '../actions/decide-action.ts';
import type { ApprovalAnswer } from '../api/answers.ts';
import { RESOURCES } from '../api/resources.ts';
import { useConsole } from '../context.ts';
import { OPEN_MS, SETTLED_MS } from '../live/pace.ts';
import { useLive } from '../live/use-live.ts';
import { addressOf } from '../routing.ts';
import { ActionButton } from '../view/action-button.ts';
import { Badge } from '../view/badge.ts';
import { Figures } from '../view/figures.ts';
import { Facts, type Fact } from '../view/facts.ts';
import { section } from '../view/section.ts';
import { valueText } from '../view/value-text.ts';
import { OnlyFor } from '../view/only-for.ts';
import { shown } from '../view/shown.ts';
import { starterOf } from '../view/starter.ts';
import { Ago } from '../view/time.ts';
import { TimeLeft } from '../view/time-left.ts';
import { AuditTrail } from './audit-trail.ts';
import { useCosts } from './use-costs.ts';

const paceOf = ({ status }: ApprovalAnswer): number => (status === 'pending' ? OPEN_MS : SETTLED_MS);

/** What somebody is asked about: what happened, what would be done, what it would cost, and what saying no entails. */
export function Approval({ id }: { readonly id: string }) {
  const approval = useLive(RESOURCES.approval(id), paceOf);
  return shown(approval, (body) => [
    h(
      'h1',
      {},
      `${body.step_name}${body.status === 'pending' ? '?' : ''} `,
      h(Badge, { status: body.status }),
    ),
    h('p', { class: 'lead' }, body.summary),
    h('div', { class: 'columns' }, h(WhatHappened, { approval: body }), h(Decision, { approval: body })),
    h(AuditTrail, { audit: body.audit }),
  ]);
}

function WhatHappened({ approval }: { readonly approval: ApprovalAnswer }) {
  const { incident_id, trigger, resource, runbook, execution_id, requested_by, requested_at } = approval;
  const { body: incident } = useLive(incident_id === undefined ? undefined : RESOURCES.incident(incident_id));
  const facts: readonly Fact[] = [
    ['Started by', starterOf(trigger)],
    ['Acts on', resource],
    ['Asked', [h(Ago, { at: requested_at }), ` by ${requested_by ?? 'the runbook, on its own'}`]],
    ['Runbook', h('a', { href: addressOf('executions', execution_id) }, runbook)],
  ];
  return section(
    'happened',
    'What happened',
    incident_id !== undefined &&
      h('p', {}, h('a', { href: addressOf('incidents', incident_id) }, incident?.title ?? incident_id)),
    incident && h('p', {}, incident.description),
    trigger.detail !== undefined && h('p', {}, h('strong', {}, trigger.detail)),
    h(Facts, { facts }),
  );
}

function Decision({ approval }: { readonly approval: ApprovalAnswer }) {
  const { runbook, step_name, plan, status, plan_hash } = approval;
  const { body: steps } = useLive(RESOURCES.runbook(runbook));
  const names = steps?.steps.map(({ name }) => name);
  const following = names?.slice(names.indexOf(step_name) + 1);
  const planned = Object.entries(plan).map(([name, value]): Fact => [
    name.replaceAll('_', ' '),
    valueText(value),
  ]);
  return section(
    'decision',
    status === 'pending' ? 'If you approve' : 'What was planned',
    status === 'pending' ? h(Asked, { approval, following }) : h('p', {}, decidedText(approval)),
    h(Facts, { facts: [...planned, ['Plan', h('code', {}, plan_hash)]] }),
  );
}

/** What each answer costs, and the answers; the plan to the letter comes below. */
function Asked({ approval, following }: VerdictsProps) {
  const { approving, waiting } = useCosts(approval);
  return [
    h(Figures, { figures: approving }),
    h('p', {}, followingText(following)),
    h('h2', { class: 'below' }, 'If you reject, or nobody answers'),
    h('p', {}, 'Nothing of it is done, the runbook ends failed, and its incident says what is left to do.'),
    h(Figures, { figures: [...waiting, ['Time', h(TimeLeft, { until: approval.expires_at })]] }),
    h(
      OnlyFor,
      { route: 'POST /v1/approvals/{id}/decision', what: 'Deciding' },
      h(Verdicts, { approval, following }),
    ),
  ];
}

interface VerdictsProps {
  readonly approval: ApprovalAnswer;
  readonly following: readonly string[] | undefined;
}

/** Of what he has started himself nobody is offered either: the API refuses both. */
function Verdicts({ approval, following }: VerdictsProps) {
  const { who } = useConsole();
  if (approval.requested_by === who.name) return h('p', { class: 'faint' }, OWN);
  return [
    h(ActionButton, { label: 'Approve…', action: decideAction(approval, 'approve', following) }),
    h(ActionButton, { label: 'Reject…', action: decideAction(approval, 'reject', following) }),
  ];
}

const OWN = 'You started this by hand: somebody else has to decide. It can be stopped instead.';

function decidedText({ status, decided_by, decided_via, comment }: ApprovalAnswer): string {
  const who = decided_by === undefined ? '' : ` by ${decided_by} (${decided_via ?? 'unknown'})`;
  return `It was ${status}${who}${comment === undefined ? '.' : `: ${comment}`}`;
}
