import { h } from 'preact';
import type { ReportAnswer } from '../../lib/contracts/answers/reports.ts';
import { RESOURCES } from '../api/resources.ts';
import { SplitChart } from '../charts/split-chart.ts';
import { openPace } from '../live/pace.ts';
import { useLive, type Live } from '../live/use-live.ts';
import { Badge } from '../view/badge.ts';
import { section } from '../view/section.ts';
import { shown } from '../view/shown.ts';
import { Breakers } from './home/breakers.ts';
import { Lights } from './home/lights.ts';
import { NeedsYou } from './home/needs-you.ts';

/** A report that is no longer read stands below, with its time; up here it would look like now. */
function standing({ body, problem }: Live<ReportAnswer>) {
  if (problem) return h('span', { class: 'badge' }, 'Not known now');
  return body && h(Badge, { status: body.status });
}

/** Is the launch going well, and does anybody wait for me? */
export function Home() {
  const report = useLive(RESOURCES.report('48h'));
  const distribution = useLive(RESOURCES.distribution, openPace);
  const breakers = useLive(RESOURCES.breakers, openPace);
  return [
    h('h1', {}, 'Is the launch going well? ', standing(report)),
    h(NeedsYou, {}),
    h(
      'div',
      { class: 'columns' },
      section(
        'split',
        'Split of new sessions',
        shown(distribution, (body) => h(SplitChart, { distribution: body })),
      ),
      section(
        'breakers',
        'Breakers',
        shown(breakers, (body) => h(Breakers, { breakers: body.items })),
      ),
    ),
    section(
      'lights',
      'The launch, line by line',
      shown(report, (body) => h(Lights, { report: body })),
    ),
  ];
}
