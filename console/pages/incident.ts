import { h } from 'preact';
import type { IncidentAnswer } from '../../lib/contracts/answers/incidents.ts';
import { commandAction, noteAction, resolveAction } from '../actions/incident-actions.ts';
import { RESOURCES } from '../api/resources.ts';
import { OPEN_MS, SETTLED_MS } from '../live/pace.ts';
import { useLive } from '../live/use-live.ts';
import { addressOf } from '../routing.ts';
import { ActionButton } from '../view/action-button.ts';
import { Badge } from '../view/badge.ts';
import { Facts, type Fact } from '../view/facts.ts';
import { OnlyFor } from '../view/only-for.ts';
import { section } from '../view/section.ts';
import { shown } from '../view/shown.ts';
import { Ago } from '../view/time.ts';
import { Timeline } from './timeline.ts';

const paceOf = ({ status }: IncidentAnswer): number => (status === 'open' ? OPEN_MS : SETTLED_MS);

/** What happened, what was done about it by whom, and what can be done now. */
export function Incident({ id }: { readonly id: string }) {
  const incident = useLive(RESOURCES.incident(id), paceOf);
  return shown(incident, (body) => [
    h(
      'h1',
      {},
      `${body.title} `,
      h('span', { class: `severity ${body.severity}` }, body.severity),
      h(Badge, { status: body.status }),
    ),
    h('p', { class: 'lead' }, body.description),
    h(
      'div',
      { class: 'walk' },
      h(Timeline, { incident: body }),
      h('div', {}, h(Now, { incident: body }), h(About, { incident: body })),
    ),
  ]);
}

function Now({ incident }: { readonly incident: IncidentAnswer }) {
  const { id, status, commands, approvals, resolution, resolved_by } = incident;
  const approval = approvals.at(-1);
  if (status === 'resolved')
    return section('now', 'Resolved', h('p', {}, `${resolution ?? ''} (${resolved_by ?? 'by itself'})`));
  return section(
    'now',
    'What can be done now',
    approval !== undefined &&
      h('p', {}, h('a', { href: addressOf('approvals', approval) }, 'The approval of its runbook')),
    commands.length === 0 &&
      h('p', { class: 'faint' }, 'It offers nothing: a runbook is at it, or there is nothing left to do.'),
    h(
      OnlyFor,
      { route: 'POST /v1/incidents/{id}/timeline', what: 'Acting on it' },
      ...commands.map((command) =>
        h(ActionButton, {
          key: command.title,
          label: `${command.title}…`,
          action: commandAction(command),
          tone: 'plain',
        }),
      ),
      h(ActionButton, { label: 'Note…', action: noteAction(id), tone: 'quiet' }),
      h(ActionButton, { label: 'Resolve…', action: resolveAction(incident) }),
    ),
  );
}

function About({ incident }: { readonly incident: IncidentAnswer }) {
  const { id, components, created_at, created_by, runbook, resource, executions, counts } = incident;
  const links = executions.map((execution) => [
    h('a', { href: addressOf('executions', execution) }, execution),
    ' ',
  ]);
  const facts: readonly Fact[] = [
    ['Id', h('code', {}, id)],
    ['Components', components.join(', ')],
    ['Opened', [h(Ago, { at: created_at }), ` by ${created_by}`]],
    ...(runbook === undefined
      ? []
      : [['Runbook', h('a', { href: addressOf('runbooks', runbook) }, runbook)] as const]),
    ...(resource === undefined ? [] : [['Acts on', resource] as const]),
    ...(links.length === 0 ? [] : [['Executions', links] as const]),
    ['Triggers', `${counts.trigger}, held back ${counts.blocked}`],
  ];
  return section('about', 'About it', h(Facts, { facts }));
}
