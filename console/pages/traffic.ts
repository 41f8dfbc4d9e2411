import { h } from 'preact';
import { RESOURCES } from '../api/resources.ts';
import { SplitChart } from '../charts/split-chart.ts';
import { openPace } from '../live/pace.ts';
import { useLive } from '../live/use-live.ts';
import { section } from '../view/section.ts';
import { shown } from '../view/shown.ts';
import { Health } from './traffic/health.ts';
import { Models } from './traffic/models.ts';
import { Modes } from './traffic/modes.ts';

/** Which mode answers whom, what is avoided, and what an operator can do about it. */
export function Traffic() {
  const traffic = useLive(RESOURCES.traffic, openPace);
  const distribution = useLive(RESOURCES.distribution, openPace);
  const health = useLive(RESOURCES.modelsHealth, openPace);
  return [
    h('h1', {}, 'Traffic'),
    section(
      'modes',
      'Modes',
      shown(traffic, (body) => h(Modes, { traffic: body })),
    ),
    section(
      'split',
      'Split of new sessions',
      shown(distribution, (body) => h(SplitChart, { distribution: body })),
    ),
    section(
      'breakers',
      'Breakers',
      shown(traffic, (body) => h(Models, { breakers: body.breakers })),
    ),
    section(
      'health',
      'Health of the models',
      shown(health, (body) => h(Health, { models: body.models })),
    ),
  ];
}
