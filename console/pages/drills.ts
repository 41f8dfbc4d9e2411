import { h } from 'preact';
import type { DrillLineAnswer } from '../../lib/contracts/answers/drills.ts';
import { DRILL } from '../actions/drill-action.ts';
import { LISTS } from '../api/lists.ts';
import { openPace } from '../live/pace.ts';
import { usePages } from '../live/use-pages.ts';
import { addressOf } from '../routing.ts';
import { ActionButton } from '../view/action-button.ts';
import { Badge } from '../view/badge.ts';
import { More } from '../view/more.ts';
import { OnlyFor } from '../view/only-for.ts';
import { shown } from '../view/shown.ts';
import { Table } from '../view/table.ts';
import { Ago } from '../view/time.ts';
import { spanText } from '../view/times.ts';

/** What would be missing if every runbook had to act now. */
export function Drills() {
  const drills = usePages(LISTS.drills, openPace);
  return [
    h('h1', {}, 'Drills'),
    h(
      'section',
      {},
      h('p', {}, 'Each month, and whenever an operator asks for it, every runbook is planned step by step.'),
      shown(drills, ({ items }) =>
        h(Table<DrillLineAnswer>, {
          caption: 'Newest first',
          columns: [
            { name: 'Status', cell: ({ status }) => h(Badge, { status }) },
            { name: 'Drill', cell: ({ id }) => h('a', { href: addressOf('drills', id) }, id) },
            { name: 'Gaps', cell: ({ gap_count: gaps }) => h(GapCount, { gaps }), isNumber: true },
            { name: 'Started', cell: ({ started_at }) => h(Ago, { at: started_at }) },
            { name: 'Took', cell: tookOf, isNumber: true },
            { name: 'By', cell: ({ by, reason }) => `${by}: ${reason}` },
          ],
          rows: items,
          keyOf: ({ id }) => id,
          empty: 'There has been no drill yet.',
        }),
      ),
      h(More, { pages: drills }),
      h(
        OnlyFor,
        { route: 'POST /v1/drills', what: 'Starting a drill' },
        h(ActionButton, { label: 'Drill every runbook…', action: DRILL }),
      ),
    ),
  ];
}

/** Undefined until the drill is complete. */
export function GapCount({ gaps }: { readonly gaps: number | undefined }) {
  if (gaps === undefined) return '–';
  return h(Badge, { status: gaps === 0 ? 'none' : String(gaps), tone: gaps === 0 ? 'good' : 'bad' });
}

function tookOf({ started_at, ended_at }: DrillLineAnswer): string {
  return ended_at === undefined ? '–' : spanText(Date.parse(ended_at) - Date.parse(started_at));
}
