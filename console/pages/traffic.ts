import { h } from 'preact';
import { RESOURCES } from '../api/resources.ts';
import { SplitChart } from '../charts/split-chart.ts';
import { openPace } from '../live/pace.ts';
import { useLive } from '../live/use-live.ts';
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
    h(
      'section',
      { 'aria-labelledby': 'modes' },
      h('h2', { id: 'modes' }, 'Modes'),
      shown(traffic, (body) => h(Modes, { traffic: body })),
    ),
    h(
      'section',
      { 'aria-labelledby': 'split' },
      h('h2', { id: 'split' }, 'Split of new sessions'),
      shown(distribution, (body) => h(SplitChart, { distribution: body })),
    ),
    h(
      'section',
      { 'aria-labelledby': 'breakers' },
      h('h2', { id: 'breakers' }, 'Breakers'),
      shown(traffic, (body) => h(Models, { breakers: body.breakers })),
    ),
    h(
      'section',
      { 'aria-labelledby': 'health' },
      h('h2', { id: 'health' }, 'Health of the models'),
      shown(health, (body) => h(Health, { models: body.models })),
    ),
  ];
}
