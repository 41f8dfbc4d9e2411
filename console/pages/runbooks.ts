import { h } from 'preact';
import type { RunbookAnswer } from '../../lib/contracts/answers/runbooks.ts';
import { RESOURCES } from '../api/resources.ts';
import { useLive } from '../live/use-live.ts';
import { addressOf } from '../routing.ts';
import { wordsOf } from '../view/badge.ts';
import { shown } from '../view/shown.ts';
import { Table } from '../view/table.ts';
import { spanText } from '../view/times.ts';

export function Runbooks() {
  const runbooks = useLive(RESOURCES.runbooks);
  return [
    h('h1', {}, 'Runbooks'),
    h(
      'section',
      {},
      shown(runbooks, ({ items }) =>
        h(Table<RunbookAnswer>, {
          caption: 'What Artisan does when something breaks',
          columns: [
            { name: 'Runbook', cell: ({ id, title }) => h('a', { href: addressOf('runbooks', id) }, title) },
            {
              name: 'Severity',
              cell: ({ severity }) => h('span', { class: `severity ${severity}` }, severity),
            },
            { name: 'Automation', cell: ({ automation }) => wordsOf(automation) },
            { name: 'Recovers in', cell: recoveryOf },
            { name: 'Started by', cell: ({ triggers }) => triggers.map(({ alarm }) => alarm).join(', ') },
            { name: 'Now', cell: nowOf },
          ],
          rows: items,
          keyOf: ({ id }) => id,
          empty: 'There is no runbook.',
        }),
      ),
    ),
  ];
}

const recoveryOf = ({ expected_recovery_seconds: seconds }: RunbookAnswer): string =>
  spanText(seconds * 1_000);

function nowOf({ open_execution: id }: RunbookAnswer) {
  return id === undefined ? '–' : h('a', { href: addressOf('executions', id) }, 'under way');
}
