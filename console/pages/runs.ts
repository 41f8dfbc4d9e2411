import { h } from 'preact';
import type { RunAnswer } from '../../lib/contracts/answers/runs.ts';
import { LISTS } from '../api/lists.ts';
import { Sparkline } from '../charts/sparkline.ts';
import { openPace } from '../live/pace.ts';
import { usePages } from '../live/use-pages.ts';
import { addressOf } from '../routing.ts';
import { Badge } from '../view/badge.ts';
import { More } from '../view/more.ts';
import { shown } from '../view/shown.ts';
import { Table, type Column } from '../view/table.ts';
import { Ago } from '../view/time.ts';

const spark = (metric: string): Column<RunAnswer> => ({
  name: metric,
  cell: ({ run_id }) => h(Sparkline, { run: run_id, metric }),
});

/** Every run of a trainer, with how it went drawn small. */
export function Runs() {
  const runs = usePages(LISTS.runs, openPace);
  return [
    h('h1', {}, 'Training runs'),
    h(
      'section',
      {},
      shown(runs, ({ items }) =>
        h(Table<RunAnswer>, {
          caption: 'Newest first',
          columns: [
            { name: 'Status', cell: ({ status }) => h(Badge, { status }) },
            { name: 'Run', cell: ({ run_id }) => h('a', { href: addressOf('runs', run_id) }, run_id) },
            { name: 'Step', cell: stepOf, isNumber: true },
            spark('reward'),
            spark('loss'),
            spark('kl'),
            {
              name: 'Rollbacks',
              cell: ({ rollbacks }) => `${rollbacks.used} of ${rollbacks.max}`,
              isNumber: true,
            },
            { name: 'Last finding', cell: ({ findings }) => findings.at(-1)?.detail ?? '–' },
            { name: 'Reported', cell: ({ metrics_at: at }) => (at === undefined ? '–' : h(Ago, { at })) },
          ],
          rows: items,
          keyOf: ({ run_id }) => run_id,
          empty: 'No trainer has begun a run.',
        }),
      ),
      h(More, { pages: runs }),
    ),
  ];
}

function stepOf({ last_step, total_steps }: RunAnswer): string {
  const step = last_step === undefined ? '–' : last_step.toLocaleString('en');
  return total_steps === undefined ? step : `${step} of ${total_steps.toLocaleString('en')}`;
}
