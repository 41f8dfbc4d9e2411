import { h } from 'preact';
import type { DrillAnswer } from '../../lib/contracts/answers/drills.ts';
import { RESOURCES } from '../api/resources.ts';
import { OPEN_MS, SETTLED_MS } from '../live/pace.ts';
import { useLive } from '../live/use-live.ts';
import { addressOf } from '../routing.ts';
import { Badge } from '../view/badge.ts';
import { shown } from '../view/shown.ts';
import { Table } from '../view/table.ts';
import { Ago } from '../view/time.ts';
import { GapCount } from './drills.ts';

type Drilled = DrillAnswer['runbooks'][number];
type Step = Drilled['steps'][number];

const paceOf = ({ status }: DrillAnswer): number => (status === 'running' ? OPEN_MS : SETTLED_MS);

/** How long each step of each runbook took to plan, and what would be missing. */
export function Drill({ id }: { readonly id: string }) {
  const drill = useLive(RESOURCES.drill(id), paceOf);
  return shown(drill, (body) => [
    h('h1', {}, 'Drill ', h(Badge, { status: body.status }), h(Gaps, { drill: body })),
    h('p', { class: 'lead' }, `${body.by}: ${body.reason}, `, h(Ago, { at: body.started_at })),
    ...body.runbooks.map((drilled) => h(Runbook, { key: drilled.runbook, drilled })),
  ]);
}

function Gaps({ drill: { gap_count: gaps } }: { readonly drill: DrillAnswer }) {
  return gaps === undefined ? null : [h('span', {}, 'Gaps'), h(GapCount, { gaps })];
}

function Runbook({ drilled }: { readonly drilled: Drilled }) {
  const { runbook, status, milliseconds, execution_id, steps, gaps } = drilled;
  return h(
    'section',
    {},
    h(
      'h2',
      {},
      h('a', { href: addressOf('runbooks', runbook) }, runbook),
      ' ',
      h(Badge, { status }),
      milliseconds !== undefined && h('span', { class: 'faint' }, ` ${secondsText(milliseconds)}`),
    ),
    h(GapList, { gaps }),
    execution_id !== undefined &&
      h('p', {}, h('a', { href: addressOf('executions', execution_id) }, 'Its execution, state by state')),
    steps.length > 0 &&
      h(Table<Step>, {
        caption: 'What it would do',
        columns: [
          { name: 'Step', cell: ({ name }) => name },
          { name: 'Is', cell: ({ status: is }) => h(Badge, { status: is }) },
          {
            name: 'Took',
            cell: ({ milliseconds: ms }) => (ms === undefined ? '–' : secondsText(ms)),
            isNumber: true,
          },
          { name: 'Plan', cell: ({ plan, gaps: missing }) => [plan ?? '–', h(GapList, { gaps: missing })] },
        ],
        rows: steps,
        keyOf: ({ id }) => id,
        empty: '',
      }),
  );
}

function GapList({ gaps }: { readonly gaps: readonly string[] }) {
  if (gaps.length === 0) return null;
  return h('ul', { class: 'gaps' }, ...gaps.map((gap) => h('li', {}, h('strong', {}, 'Gap: '), gap)));
}

const secondsText = (milliseconds: number): string => `${(milliseconds / 1_000).toFixed(1)} s`;
