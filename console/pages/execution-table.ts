import { h } from 'preact';
import type { ExecutionLineAnswer } from '../../lib/contracts/answers/runbooks.ts';
import { addressOf } from '../routing.ts';
import { Badge, wordsOf } from '../view/badge.ts';
import { starterOf } from '../view/starter.ts';
import { Table } from '../view/table.ts';
import { Ago } from '../view/time.ts';
import { spanText } from '../view/times.ts';

interface Props {
  readonly executions: readonly ExecutionLineAnswer[];
  readonly empty: string;
}

export function ExecutionTable({ executions, empty }: Props) {
  return h(Table<ExecutionLineAnswer>, {
    caption: 'Newest first',
    columns: [
      { name: 'Status', cell: ({ status }) => h(Badge, { status }) },
      { name: 'Runbook', cell: ({ id, runbook }) => h('a', { href: addressOf('executions', id) }, runbook) },
      { name: 'Mode', cell: ({ mode }) => wordsOf(mode) },
      { name: 'Acts on', cell: ({ resource }) => resource },
      { name: 'Started', cell: ({ started_at }) => h(Ago, { at: started_at }) },
      { name: 'Took', cell: tookOf, isNumber: true },
      { name: 'Why', cell: ({ trigger, cause }) => cause ?? starterOf(trigger) },
    ],
    rows: executions,
    keyOf: ({ id }) => id,
    empty,
  });
}

function tookOf({ started_at, ended_at }: ExecutionLineAnswer): string {
  return ended_at === undefined ? '–' : spanText(Date.parse(ended_at) - Date.parse(started_at));
}
