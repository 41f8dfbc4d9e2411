import type { ExecutionAnswer, RunbookAnswer } from '../../lib/contracts/answers/runbooks.ts';
import { addressOf } from '../routing.ts';
import { change } from '../api/change.ts';
import type { Action, Values } from './action.ts';
import { REASON } from './run-actions.ts';

const CHANGES = ['/v1/executions', '/v1/runbooks', '/v1/incidents', '/v1/approvals'] as const;

type Mode = 'live' | 'dry_run' | 'drill';

const SAYS: Readonly<Record<Mode, readonly string[]>> = {
  live: [
    'It acts. It holds a lock on what it acts on, opens an incident, and asks a person where its plan says so.',
  ],
  dry_run: [
    'It walks through all steps and only plans: its role can not write. Nothing is changed, nobody is asked.',
  ],
  drill: ['As a dry run, on record as a drill.'],
};

export function startAction({ id, title, inputs, steps }: RunbookAnswer, mode: Mode): Action {
  const names = Object.keys(inputs);
  return {
    title: `${mode === 'live' ? 'Start' : 'Dry run'}: ${title}`,
    says: [...SAYS[mode], `Steps: ${steps.map(({ name }) => name).join(', ')}.`],
    tone: mode === 'live' ? 'danger' : 'plain',
    confirm: mode === 'live' ? 'Start it' : 'Dry run',
    fields: [
      ...names.map((name) => ({
        name: `input:${name}`,
        label: `${name}: ${inputs[name]?.description ?? ''}`,
        isRequired: true,
        most: 256,
      })),
      REASON,
    ],
    isCreation: true,
    changes: CHANGES,
    call: ({ reason = '', ...values }) =>
      change({
        route: 'POST /v1/runbooks/{id}/executions',
        path: { id },
        body: { mode, input: inputOf(names, values), reason },
      }),
    next: executionOf,
  };
}

const inputOf = (names: readonly string[], values: Values) =>
  Object.fromEntries(names.map((name) => [name, (values[`input:${name}`] ?? '').trim()]));

function executionOf(body: unknown): string | undefined {
  const id =
    typeof body === 'object' && body !== null && 'execution_id' in body ? body.execution_id : undefined;
  return typeof id === 'string' ? addressOf('executions', id) : undefined;
}

export function stopAction({ id, runbook }: ExecutionAnswer): Action {
  return {
    title: `Stop this execution of ${runbook}`,
    says: [
      'It ends where it stands, and nothing is taken back. Its lock is freed; its incident says what is left to do.',
    ],
    tone: 'danger',
    confirm: 'Stop it',
    fields: [REASON],
    isCreation: true,
    changes: CHANGES,
    call: ({ reason = '' }) =>
      change({ route: 'POST /v1/executions/{id}/stop', path: { id }, body: { reason } }),
  };
}
