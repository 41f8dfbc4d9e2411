import { h } from 'preact';
import type { IncidentLineAnswer } from '../../../lib/contracts/answers/incidents.ts';
import type { ApprovalLineAnswer } from '../../api/answers.ts';
import { LISTS } from '../../api/lists.ts';
import { openPace } from '../../live/pace.ts';
import { usePages } from '../../live/use-pages.ts';
import { addressOf } from '../../routing.ts';
import { ProblemNote } from '../../view/problem-note.ts';
import { section } from '../../view/section.ts';
import { Ago } from '../../view/time.ts';
import { TimeLeft } from '../../view/time-left.ts';
import { needsText } from './needs-text.ts';

/** Approvals that wait and incidents that are open. */
export function NeedsYou() {
  const approvals = usePages(LISTS.approvals({ status: 'pending' }), openPace);
  const incidents = usePages(LISTS.incidents({ status: 'open' }), openPace);
  const problem = approvals.problem ?? incidents.problem;
  if (!approvals.body || !incidents.body)
    return problem ? h(ProblemNote, { problem }) : h('p', { class: 'faint', role: 'status' }, 'Loading…');
  const known = approvals.body.items.length + incidents.body.items.length;
  const isCalm = known === 0 && !problem;
  return section(
    { id: 'needs', class: isCalm ? 'needs calm' : 'needs' },
    needsText(known, problem !== undefined),
    problem && h(ProblemNote, { problem }),
    known > 0 &&
      h(
        'ul',
        {},
        ...approvals.body.items.map((approval) => h(ApprovalLine, { key: approval.id, approval })),
        ...incidents.body.items.map((incident) => h(IncidentLine, { key: incident.id, incident })),
      ),
  );
}

function ApprovalLine({ approval }: { readonly approval: ApprovalLineAnswer }) {
  const { id, summary, step_name, runbook, expires_at, trigger } = approval;
  return h(
    'li',
    { class: 'approval' },
    h('a', { class: 'button go', href: addressOf('approvals', id) }, 'Read and decide'),
    h(
      'div',
      {},
      h('strong', {}, `${step_name}?`),
      ` ${summary}`,
      trigger.detail !== undefined && h('p', {}, `Because: ${trigger.detail}.`),
      h('p', { class: 'faint' }, `${runbook}, `, h(TimeLeft, { until: expires_at })),
    ),
  );
}

function IncidentLine({ incident }: { readonly incident: IncidentLineAnswer }) {
  const { id, title, severity, components, created_at, resource } = incident;
  return h(
    'li',
    {},
    h('span', { class: `severity ${severity}` }, severity),
    h(
      'div',
      {},
      h('a', { href: addressOf('incidents', id) }, title),
      h(
        'p',
        { class: 'faint' },
        `${components.join(', ')}${resource === undefined ? '' : `, ${resource}`}, open since `,
        h(Ago, { at: created_at }),
      ),
    ),
  );
}
