import { h } from 'preact';
import type { ModelsHealthAnswer } from '../../../lib/contracts/answers/breakers.ts';
import { Badge } from '../../view/badge.ts';
import { Table } from '../../view/table.ts';
import { Ago } from '../../view/time.ts';

type Models = ModelsHealthAnswer['models'];
type Row = readonly [model: string, health: Models[string]];

/** What the models last answered when they were asked how they are. */
export function Health({ models }: { readonly models: Models }) {
  return h(Table<Row>, {
    caption: 'Asked every 30 seconds',
    columns: [
      { name: 'Model', cell: ([model]) => model },
      { name: 'Health', cell: statusOf },
      { name: 'In a row', cell: inARow, isNumber: true },
      { name: 'Took', cell: ([, { latency_ms: ms }]) => (ms === null ? '–' : `${ms} ms`), isNumber: true },
      { name: 'Checked', cell: ([, { checked_at: at }]) => (at === null ? '–' : h(Ago, { at })) },
      { name: 'What it said', cell: ([, { reason }]) => reason },
    ],
    rows: Object.entries(models),
    keyOf: ([model]) => model,
    empty: 'No model is configured.',
  });
}

function statusOf([, { probed, healthy }]: Row) {
  if (!probed) return h(Badge, { status: 'not asked' });
  return h(Badge, { status: healthy ? 'healthy' : 'unhealthy', tone: healthy ? 'good' : 'bad' });
}

const inARow = ([, { healthy, consecutive_failures: bad, consecutive_successes: good }]: Row): string =>
  healthy ? `${good} good` : `${bad} bad`;
