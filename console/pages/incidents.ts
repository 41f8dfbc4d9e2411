import { h } from 'preact';
import type { IncidentLineAnswer } from '../../lib/contracts/answers/incidents.ts';
import { LISTS } from '../api/lists.ts';
import { openPace } from '../live/pace.ts';
import { usePages } from '../live/use-pages.ts';
import { addressOf } from '../routing.ts';
import { Badge } from '../view/badge.ts';
import { More } from '../view/more.ts';
import { shown } from '../view/shown.ts';
import { Table } from '../view/table.ts';
import { Ago } from '../view/time.ts';

export function Incidents() {
  const incidents = usePages(LISTS.incidents(), openPace);
  return [
    h('h1', {}, 'Incidents'),
    h(
      'section',
      {},
      shown(incidents, ({ items }) =>
        h(Table<IncidentLineAnswer>, {
          caption: 'Newest first',
          columns: [
            { name: 'Status', cell: ({ status }) => h(Badge, { status }) },
            {
              name: 'Severity',
              cell: ({ severity }) => h('span', { class: `severity ${severity}` }, severity),
            },
            {
              name: 'Incident',
              cell: ({ id, title }) => h('a', { href: addressOf('incidents', id) }, title),
            },
            { name: 'Components', cell: ({ components }) => components.join(', ') },
            { name: 'Opened', cell: ({ created_at }) => h(Ago, { at: created_at }) },
            { name: 'Resolved', cell: resolvedOf },
          ],
          rows: items,
          keyOf: ({ id }) => id,
          empty: 'There has been no incident.',
        }),
      ),
      h(More, { pages: incidents }),
    ),
  ];
}

const resolvedOf = ({ resolved_at: at }: IncidentLineAnswer) => (at === undefined ? '–' : h(Ago, { at }));
