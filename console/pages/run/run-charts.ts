import { h } from 'preact';
import { useEffect, useMemo } from 'preact/hooks';
import type { RunAnswer } from '../../../lib/contracts/answers/runs.ts';
import { LISTS } from '../../api/lists.ts';
import type { WholeChart } from '../../charts/joined.ts';
import { LineChart } from '../../charts/line-chart.ts';
import { useConsole } from '../../context.ts';
import type { Mark } from '../../charts/marks.ts';
import { usePages } from '../../live/use-pages.ts';
import { wordsOf } from '../../view/badge.ts';
import { section } from '../../view/section.ts';
import { shown } from '../../view/shown.ts';
import { marksOf } from './marks-of.ts';
import { useChart } from './use-chart.ts';

const FIRST = ['reward', 'episode_reward', 'loss', 'kl', 'entropy', 'entropy_coef', 'learning_rate'];

/** The metrics that the trainer reports, those that people look at first in front. */
export function RunCharts({ run }: { readonly run: RunAnswer }) {
  const { poller } = useConsole();
  const { run_id, attempt } = run;
  const chart = useChart(run_id);
  // After a rollback the series is another one, at once.
  useEffect(() => {
    poller.refresh((path) => path.startsWith(`/v1/runs/${encodeURIComponent(run_id)}/metrics`));
  }, [poller, run_id, attempt]);
  const { body: checkpoints } = usePages(LISTS.checkpoints(run.run_id));
  const marks = useMemo(() => marksOf(run, checkpoints?.items ?? []), [run, checkpoints]);
  return section(
    'charts',
    'Metrics',
    h(Legend, {}),
    shown(chart, (body) => h(Charts, { chart: body, marks })),
    h(Rest, { chart }),
  );
}

function Charts({ chart, marks }: { readonly chart: WholeChart; readonly marks: readonly Mark[] }) {
  const { steps, columns } = chart;
  // A line keeps its identity while what it is made of does: it is drawn anew for another one.
  const lines = useMemo(
    () => namesOf(columns).map((name) => ({ name, line: { steps, values: columns[name] ?? [] } })),
    [steps, columns],
  );
  if (steps.length === 0) return h('p', { class: 'faint' }, 'It has not reported yet.');
  return h(
    'div',
    { class: 'charts' },
    ...lines.map(({ name, line }) => h(LineChart, { key: name, name: wordsOf(name), line, marks })),
  );
}

/** What was too long to be read at once. */
function Rest({ chart: { body, more } }: { readonly chart: ReturnType<typeof useChart> }) {
  if (!body || !more) return null;
  const last = body.steps.at(-1)?.toLocaleString('en') ?? '0';
  return h(
    'p',
    { class: 'more' },
    h('button', { type: 'button', class: 'quiet', onClick: more }, 'Show later steps'),
    h('span', { class: 'faint' }, ` shown up to step ${last}`),
  );
}

function namesOf(columns: WholeChart['columns']): readonly string[] {
  const names = Object.keys(columns);
  return [
    ...FIRST.filter((name) => names.includes(name)),
    ...names.filter((name) => !FIRST.includes(name)).sort(),
  ];
}

function Legend() {
  return h(
    'p',
    { class: 'legend faint' },
    h('span', { class: 'finding' }, '▼ finding'),
    h('span', { class: 'rollback' }, '┆ rollback'),
    h('span', { class: 'checkpoint' }, '| checkpoint'),
  );
}
