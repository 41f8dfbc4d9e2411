import { h } from 'preact';
import { useMemo } from 'preact/hooks';
import type { ChartAnswer, RunAnswer } from '../../../lib/contracts/answers/runs.ts';
import { RESOURCES } from '../../api/resources.ts';
import { LineChart } from '../../charts/line-chart.ts';
import type { Mark } from '../../charts/marks.ts';
import { OPEN_MS } from '../../live/pace.ts';
import { useLive } from '../../live/use-live.ts';
import { wordsOf } from '../../view/badge.ts';
import { shown } from '../../view/shown.ts';
import { marksOf } from './marks-of.ts';

/** Twice as many as a chart has pixels; a run of a million steps has no more. */
const POINTS = 1_000;

const FIRST = ['reward', 'episode_reward', 'loss', 'kl', 'entropy', 'entropy_coef', 'learning_rate'];

/** Half as often as the run: a chart is the largest thing that is read. */
const chartPace = (): number => 2 * OPEN_MS;

/** The metrics that the trainer reports, those that people look at first in front. */
export function RunCharts({ run }: { readonly run: RunAnswer }) {
  const chart = useLive(RESOURCES.chart(run.run_id, POINTS), chartPace);
  const { body: checkpoints } = useLive(RESOURCES.checkpoints(run.run_id));
  const marks = useMemo(() => marksOf(run, checkpoints?.items ?? []), [run, checkpoints]);
  return h(
    'section',
    { 'aria-labelledby': 'charts' },
    h('h2', { id: 'charts' }, 'Metrics'),
    h(Legend, {}),
    shown(chart, (body) => h(Charts, { chart: body, marks })),
  );
}

function Charts({ chart, marks }: { readonly chart: ChartAnswer; readonly marks: readonly Mark[] }) {
  const { steps, columns, next_from } = chart;
  // A line keeps its identity while what it is made of does: it is drawn anew for another one.
  const lines = useMemo(
    () => namesOf(columns).map((name) => ({ name, line: { steps, values: columns[name] ?? [] } })),
    [steps, columns],
  );
  if (steps.length === 0) return h('p', { class: 'faint' }, 'It has not reported yet.');
  return [
    h(
      'div',
      { class: 'charts' },
      ...lines.map(({ name, line }) => h(LineChart, { key: name, name: wordsOf(name), line, marks })),
    ),
    next_from !== undefined &&
      h('p', { class: 'faint' }, `Up to step ${next_from}: the run is too long to be read at once.`),
  ];
}

function namesOf(columns: ChartAnswer['columns']): readonly string[] {
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
