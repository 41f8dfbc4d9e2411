import { h } from 'preact';
import type { RunbookAnswer } from '../../lib/contracts/answers/runbooks.ts';
import { startAction } from '../actions/runbook-actions.ts';
import { LISTS } from '../api/lists.ts';
import { RESOURCES } from '../api/resources.ts';
import { StateGraphView } from '../graph/state-graph.ts';
import { stateGraph } from '../graph/states.ts';
import { openPace } from '../live/pace.ts';
import { useLive } from '../live/use-live.ts';
import { usePages } from '../live/use-pages.ts';
import { addressOf } from '../routing.ts';
import { ActionButton } from '../view/action-button.ts';
import { wordsOf } from '../view/badge.ts';
import { Facts, type Fact } from '../view/facts.ts';
import { More } from '../view/more.ts';
import { OnlyFor } from '../view/only-for.ts';
import { section } from '../view/section.ts';
import { shown } from '../view/shown.ts';
import { spanText } from '../view/times.ts';
import { ExecutionTable } from './execution-table.ts';

/** What a runbook does, what is under way, and what a person does who has to go on by hand. */
export function Runbook({ id }: { readonly id: string }) {
  const runbook = useLive(RESOURCES.runbook(id), openPace);
  const executions = usePages(LISTS.executions({ runbook: id }), openPace);
  return [
    shown(runbook, (body) => [
      h('h1', {}, `${body.title} `, h('span', { class: `severity ${body.severity}` }, body.severity)),
      h(
        'div',
        { class: 'walk states' },
        section('states', 'States', h(StateGraphView, { graph: stateGraph(body) })),
        h('div', {}, h(About, { runbook: body }), h(ByHand, { runbook: body })),
      ),
    ]),
    section(
      'executions',
      'Executions',
      shown(executions, ({ items }) =>
        h(ExecutionTable, { executions: items, empty: 'It has not run yet.' }),
      ),
      h(More, { pages: executions }),
    ),
  ];
}

function About({ runbook }: { readonly runbook: RunbookAnswer }) {
  const { id, automation, expected_recovery_seconds, components, triggers, open_execution } = runbook;
  const facts: readonly Fact[] = [
    ['Name', h('code', {}, id)],
    ['Automation', wordsOf(automation)],
    ['Recovers in', spanText(expected_recovery_seconds * 1_000)],
    ['Components', components.join(', ')],
    ['Started by', triggers.map(({ alarm }) => alarm).join(', ')],
  ];
  return section(
    'about',
    'About it',
    open_execution !== undefined &&
      h('p', {}, h('a', { href: addressOf('executions', open_execution) }, 'An execution is under way')),
    h(Facts, { facts }),
    h(
      OnlyFor,
      { route: 'POST /v1/runbooks/{id}/executions', what: 'Starting it' },
      h(ActionButton, { label: 'Dry run…', action: startAction(runbook, 'dry_run') }),
      h(ActionButton, { label: 'Start…', action: startAction(runbook, 'live') }),
    ),
  );
}

function ByHand({ runbook: { manual_recovery, prevention } }: { readonly runbook: RunbookAnswer }) {
  return section(
    'by-hand',
    'By hand',
    h('ol', {}, ...manual_recovery.map((text) => h('li', {}, text))),
    h('h3', {}, 'So that it does not come again'),
    h('ul', {}, ...prevention.map((text) => h('li', {}, text))),
  );
}
