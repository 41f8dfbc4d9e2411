import type { IncidentAnswer } from '../../lib/contracts/answers/incidents.ts';
import { change, offered } from '../api/change.ts';
import { RESOURCES } from '../api/resources.ts';
import { valueText } from '../view/value-text.ts';
import type { Action } from './action.ts';

const pathOf = (id: string): string => `/v1/incidents/${encodeURIComponent(id)}`;

/** Everything that an offered command may change. */
const ANYTHING = ['/v1/'] as const;

export function noteAction(id: string): Action {
  return {
    title: 'Add a note to the timeline',
    says: ['It stays there: a timeline only grows. It begins with your name.'],
    confirm: 'Add the note',
    fields: [{ name: 'note', label: 'Note', isRequired: true, most: 2_000 }],
    isCreation: true,
    changes: [pathOf(id)],
    call: ({ note = '' }) =>
      change({ route: 'POST /v1/incidents/{id}/timeline', path: { id }, body: { note } }),
  };
}

export function resolveAction({ id, title }: Pick<IncidentAnswer, 'id' | 'title'>): Action {
  const guard = { route: 'GET /v1/incidents/{id}', path: { id } } as const;
  return {
    title: `Resolve: ${title}`,
    says: [
      'The incident is over: it offers nothing any more, and its alert ends. Have a second person agree.',
    ],
    tone: 'go',
    confirm: 'Resolve',
    fields: [{ name: 'resolution', label: 'What was done', isRequired: true, most: 2_000 }],
    guard,
    anew: (body) => resolveAction(RESOURCES.incident(id).parse(body)),
    changes: ['/v1/incidents'],
    call: ({ resolution = '' }) =>
      change({
        route: 'POST /v1/incidents/{id}/resolve',
        path: { id },
        body: { resolution },
        ifUnchanged: guard,
      }),
  };
}

type Command = IncidentAnswer['commands'][number];

/** What the incident offers, as it offers it; where it gives a reason, that is the person's to change. */
export function commandAction({ title, method, path, headers, body }: Command): Action {
  const reason = body?.['reason'];
  const rest = Object.entries(body ?? {}).filter(([name]) => name !== 'reason');
  return {
    title,
    says: [`${method} ${path}`, ...rest.map(([name, value]) => `${name}: ${valueText(value)}`)],
    tone: 'danger',
    confirm: title,
    ...(typeof reason === 'string' && {
      fields: [{ name: 'reason', label: 'Reason, for the record', isRequired: true, initial: reason }],
    }),
    isCreation: method === 'POST',
    changes: ANYTHING,
    call: (values) =>
      offered({
        method,
        path,
        ...(headers && { headers }),
        ...(body && { body: typeof reason === 'string' ? { ...body, reason: values['reason'] } : body }),
      }),
  };
}
