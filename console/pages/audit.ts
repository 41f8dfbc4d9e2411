import { h } from 'preact';
import { useState } from 'preact/hooks';
import type { ApprovalLineAnswer } from '../api/answers.ts';
import { LISTS } from '../api/lists.ts';
import { RESOURCES } from '../api/resources.ts';
import { useLive } from '../live/use-live.ts';
import { usePages } from '../live/use-pages.ts';
import { addressOf } from '../routing.ts';
import { More } from '../view/more.ts';
import { shown } from '../view/shown.ts';
import { AuditTrail } from './audit-trail.ts';

/** So many at a time: each is read by itself. */
const AT_A_TIME = 10;

/** Who asked, decided and was refused: the audit lines of the newest approvals. */
export function Audit() {
  const { body, problem, more: older } = usePages(LISTS.approvals());
  const [most, setMost] = useState(AT_A_TIME);
  const items = body?.items ?? [];
  const more = () => {
    setMost(most + AT_A_TIME);
    if (items.length < most + AT_A_TIME) older?.();
  };
  const hasMore = older !== undefined || items.length > most;
  const live = { ...(body && { body: { items: items.slice(0, most) } }), ...(problem && { problem }) };
  return [
    h('h1', {}, 'Audit'),
    h(
      'p',
      {},
      'Who asked for what cannot be taken back, who decided, and who tried to. Lines are only ever added.',
    ),
    shown(live, ({ items: lines }) =>
      lines.length === 0
        ? h('p', { class: 'faint' }, 'Nobody has been asked for anything.')
        : lines.map((approval) => h(Trail, { key: approval.id, approval })),
    ),
    h(More, { pages: { ...live, ...(hasMore && { more }) } }),
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
