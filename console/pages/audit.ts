import { h } from 'preact';
import type { ApprovalLineAnswer } from '../api/answers.ts';
import { RESOURCES } from '../api/resources.ts';
import { useLive } from '../live/use-live.ts';
import { addressOf } from '../routing.ts';
import { shown } from '../view/shown.ts';
import { AuditTrail } from './audit-trail.ts';

/** As many as fit on a page; each is read by itself. */
const SHOWN = 10;

/** Who asked, decided and was refused: the audit lines of the newest approvals. */
export function Audit() {
  const approvals = useLive(RESOURCES.approvals());
  return [
    h('h1', {}, 'Audit'),
    h(
      'p',
      {},
      'Who asked for what cannot be taken back, who decided, and who tried to. Lines are only ever added.',
    ),
    shown(approvals, ({ items }) =>
      items.length === 0
        ? h('p', { class: 'faint' }, 'Nobody has been asked for anything.')
        : items.slice(0, SHOWN).map((approval) => h(Trail, { key: approval.id, approval })),
    ),
  ];
}

function Trail({ approval: { id, step_name, resource } }: { readonly approval: ApprovalLineAnswer }) {
  const approval = useLive(RESOURCES.approval(id));
  return h(
    'article',
    {},
    h('h2', {}, h('a', { href: addressOf('approvals', id) }, step_name), ` ${resource}`),
    shown(approval, ({ audit }) => h(AuditTrail, { audit })),
  );
}
