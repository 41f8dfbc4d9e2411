import { h } from 'preact';
import { useState } from 'preact/hooks';
import type { ExecutionAnswer, RunbookAnswer } from '../../lib/contracts/answers/runbooks.ts';
import { stopAction } from '../actions/runbook-actions.ts';
import { RESOURCES } from '../api/resources.ts';
import { nextOf } from '../graph/next.ts';
import { StateGraphView } from '../graph/state-graph.ts';
import { isOpen, stateGraph, type StateGraph } from '../graph/states.ts';
import { OPEN_MS, SETTLED_MS } from '../live/pace.ts';
import { useLive } from '../live/use-live.ts';
import { addressOf } from '../routing.ts';
import { ActionButton } from '../view/action-button.ts';
import { Badge, wordsOf } from '../view/badge.ts';
import { Facts, type Fact } from '../view/facts.ts';
import { section } from '../view/section.ts';
import { valueText } from '../view/value-text.ts';
import { OnlyFor } from '../view/only-for.ts';
import { shown } from '../view/shown.ts';
import { starterOf } from '../view/starter.ts';
import { clockText, lastedText } from '../view/times.ts';
import { useNow } from '../view/use-now.ts';
import { StepDetails } from './step-details.ts';

const paceOf = (execution: ExecutionAnswer): number => (isOpen(execution) ? OPEN_MS : SETTLED_MS);

/** How a runbook went, or goes: its states, what each was given and said, and what comes next. */
export function Execution({ id }: { readonly id: string }) {
  const execution = useLive(RESOURCES.execution(id), paceOf);
  const name = execution.body?.runbook;
  const runbook = useLive(name === undefined ? undefined : RESOURCES.runbook(name));
  return shown(execution, (body) => [
    h(
      'h1',
      {},
      `${runbook.body?.title ?? body.runbook} `,
      h(Badge, { status: body.status }),
      body.mode !== 'live' && h('span', { class: 'badge' }, wordsOf(body.mode)),
    ),
    body.cause !== undefined && h('p', { class: 'problem' }, `${body.error ?? 'It failed'}: ${body.cause}`),
    shown(runbook, (known) => h(Walk, { execution: body, runbook: known })),
  ]);
}

interface WalkProps {
  readonly execution: ExecutionAnswer;
  readonly runbook: RunbookAnswer;
}

function Walk({ execution, runbook }: WalkProps) {
  const graph = stateGraph(runbook, execution);
  const [picked, setPicked] = useState<string>();
  const chosen = picked ?? tellingNode(graph);
  const node = graph.nodes.find(({ id }) => id === chosen);
  return h(
    'div',
    { class: 'walk states' },
    section('states', 'States', h(StateGraphView, { graph, chosen, onChoose: setPicked })),
    h(
      'div',
      {},
      h(Next, { execution, runbook }),
      node && h(StepDetails, { node, execution }),
      h(About, { execution }),
    ),
  );
}

/** Where it is, or where it went wrong; else the last one that did anything. */
function tellingNode({ nodes }: StateGraph): string | undefined {
  const seen = nodes.filter((node) => node.seen.length > 0);
  const telling = seen.find(({ status }) => status !== 'succeeded') ?? seen.at(-1);
  return telling?.id;
}

function Next({ execution, runbook }: WalkProps) {
  const { approval_id, incident_id, status } = execution;
  const hasFailed = !isOpen(execution) && status !== 'succeeded';
  return section(
    { id: 'next', class: approval_id === undefined ? '' : 'needs' },
    'What comes next',
    ...nextOf(runbook, execution).map((text) => h('p', {}, text)),
    hasFailed && h('ol', {}, ...runbook.manual_recovery.map((text) => h('li', {}, text))),
    h(
      'p',
      { class: 'buttons' },
      approval_id !== undefined &&
        h('a', { class: 'button go', href: addressOf('approvals', approval_id) }, 'Read the plan and decide'),
      incident_id !== undefined &&
        h('a', { class: 'button quiet', href: addressOf('incidents', incident_id) }, 'Incident'),
    ),
    isOpen(execution) &&
      h(
        OnlyFor,
        { route: 'POST /v1/executions/{id}/stop', what: 'Stopping it' },
        h(ActionButton, { label: 'Stop…', action: stopAction(execution), tone: 'quiet' }),
      ),
  );
}

function About({ execution }: { readonly execution: ExecutionAnswer }) {
  const now = useNow();
  const { trigger, resource, started_at, ended_at, runbook, input, stopped_by } = execution;
  const facts: readonly Fact[] = [
    ['Runbook', h('a', { href: addressOf('runbooks', runbook) }, runbook)],
    ['Started by', `${starterOf(trigger)}${trigger.detail === undefined ? '' : `: ${trigger.detail}`}`],
    ['Acts on', resource],
    [
      'Started',
      `${clockText(started_at)}, ${ended_at === undefined ? 'since' : 'took'} ${lastedText(started_at, ended_at, now)}`,
    ],
    ...(stopped_by ? [['Stopped by', `${stopped_by.by}: ${stopped_by.reason}`] as const] : []),
    ['Input', h('pre', {}, valueText(input))],
  ];
  return section('about', 'About it', h(Facts, { facts }));
}
