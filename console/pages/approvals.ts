import { h } from 'preact';
import type { ApprovalLineAnswer } from '../api/answers.ts';
import { LISTS } from '../api/lists.ts';
import { openPace } from '../live/pace.ts';
import { usePages } from '../live/use-pages.ts';
import { addressOf } from '../routing.ts';
import { Badge } from '../view/badge.ts';
import { More } from '../view/more.ts';
import { shown } from '../view/shown.ts';
import { Table } from '../view/table.ts';
import { Ago } from '../view/time.ts';

/** What waits for a decision, and what was decided. */
export function Approvals() {
  const approvals = usePages(LISTS.approvals(), openPace);
  return [
    h('h1', {}, 'Approvals'),
    h(
      'section',
      {},
      shown(approvals, ({ items }) =>
        h(Table<ApprovalLineAnswer>, {
          caption: 'Newest first',
          columns: [
            { name: 'Status', cell: ({ status }) => h(Badge, { status }) },
            { name: 'What', cell: whatOf },
            { name: 'Plan', cell: ({ summary }) => summary },
            { name: 'Asked', cell: ({ requested_at }) => h(Ago, { at: requested_at }) },
            { name: 'Decided by', cell: decidedBy },
          ],
          rows: items,
          keyOf: ({ id }) => id,
          empty: 'Nobody has been asked for anything.',
        }),
      ),
      h(More, { pages: approvals }),
    ),
  ];
}

function whatOf({ id, step_name, resource }: ApprovalLineAnswer) {
  return [
    h('a', { href: addressOf('approvals', id) }, step_name),
    h('br', {}),
    h('span', { class: 'faint' }, resource),
  ];
}

function decidedBy({ decided_by, decided_via, comment }: ApprovalLineAnswer): string {
  if (decided_by === undefined) return '–';
  return `${decided_by}, ${decided_via ?? ''}${comment === undefined ? '' : `: ${comment}`}`;
}
