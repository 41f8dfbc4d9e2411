import { h } from 'preact';
import type { RunAnswer } from '../../lib/contracts/answers/runs.ts';
import { overridesAction } from '../actions/overrides-action.ts';
import { orderAction, ordersFor } from '../actions/run-actions.ts';
import { LISTS } from '../api/lists.ts';
import { RESOURCES } from '../api/resources.ts';
import { shortNumber } from '../charts/scale.ts';
import { OPEN_MS, openPace, SETTLED_MS } from '../live/pace.ts';
import { useLive } from '../live/use-live.ts';
import { usePages } from '../live/use-pages.ts';
import { addressOf } from '../routing.ts';
import { ActionButton } from '../view/action-button.ts';
import { Badge, wordsOf } from '../view/badge.ts';
import { Facts, type Fact } from '../view/facts.ts';
import { OnlyFor } from '../view/only-for.ts';
import { section } from '../view/section.ts';
import { shown } from '../view/shown.ts';
import { Ago } from '../view/time.ts';
import { Checkpoints } from './run/checkpoints.ts';
import { Findings } from './run/findings.ts';
import { RunCharts } from './run/run-charts.ts';

const isOver = ({ status }: RunAnswer): boolean => status === 'finished' || status === 'stopped';
const paceOf = (run: RunAnswer): number => (isOver(run) ? SETTLED_MS : OPEN_MS);

/** How a run trains: its metrics with what was found in them, its checkpoints, and what one can tell its trainer. */
export function Run({ id }: { readonly id: string }) {
  const run = useLive(RESOURCES.run(id), paceOf);
  return shown(run, (body) => [
    h('h1', {}, `Run ${body.run_id} `, h(Badge, { status: body.status })),
    body.runaway && h(Runaway, { run: body, detail: body.runaway.detail }),
    h(
      'div',
      { class: 'walk' },
      h(RunCharts, { run: body }),
      h('div', {}, h(About, { run: body }), h(Findings, { run: body })),
    ),
    h(Checkpoints, { run: body }),
  ]);
}

/** It is paused, and a runbook asks somebody. */
function Runaway({ run: { run_id }, detail }: { readonly run: RunAnswer; readonly detail: string }) {
  const { body } = usePages(LISTS.approvals({ status: 'pending' }), openPace);
  const approval = body?.items.find(({ resource }) => resource === `run#${run_id}`);
  return section(
    { id: 'runaway', class: 'needs' },
    `It ran away: ${detail}`,
    approval
      ? h(
          'p',
          {},
          `${approval.summary} `,
          h('a', { class: 'button go', href: addressOf('approvals', approval.id) }, 'Read and decide'),
        )
      : h('p', {}, 'It is paused, and its runbook is at it.'),
  );
}

function About({ run }: { readonly run: RunAnswer }) {
  const { run_id, attempt, last_step, total_steps, lr_multiplier, rollbacks, normalizer, best, directive } =
    run;
  const facts: readonly Fact[] = [
    [
      'Step',
      `${last_step?.toLocaleString('en') ?? '–'}${total_steps === undefined ? '' : ` of ${total_steps.toLocaleString('en')}`}`,
    ],
    ['Attempt', String(attempt)],
    ['Rollbacks', `${rollbacks.used} of ${rollbacks.max} by itself`],
    ['Learning rate', `${shortNumber(run.schedule.learning_rate)} (schedule times ${lr_multiplier})`],
    ['Entropy', shortNumber(run.schedule.entropy_coef)],
    ...Object.entries(run.overrides).map(([name, { value, owner, reason }]): Fact => [
      `${wordsOf(name)} set`,
      `${value} by ${owner}: ${reason}`,
    ]),
    [
      'Rewards',
      `mean ${shortNumber(normalizer.mean)}, std ${shortNumber(normalizer.std)} of ${normalizer.count}`,
    ],
    ['Best', best ? `${shortNumber(best.value)} at step ${best.step}` : 'none yet'],
    ['Told to', [`${wordsOf(directive.action)} by ${directive.by}, `, h(Ago, { at: directive.issued_at })]],
  ];
  const orders = ordersFor(run);
  return section(
    'about',
    'How it stands',
    h(Facts, { facts }),
    orders.length > 0 &&
      h(
        OnlyFor,
        { route: 'POST /v1/runs/{run}/directives', what: 'Telling the trainer what to do' },
        ...orders.map((order) => {
          const action = orderAction(run_id, order);
          return h(ActionButton, { key: order, label: `${action.confirm}…`, action, tone: 'quiet' });
        }),
        h(ActionButton, { label: 'Override…', action: overridesAction(run), tone: 'quiet' }),
      ),
  );
}
