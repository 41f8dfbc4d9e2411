import { addressOf } from '../routing.ts';
import { change } from '../api/change.ts';
import type { Action } from './action.ts';
import { REASON } from './run-actions.ts';

/** Plans every runbook, step by step. */
export const DRILL: Action = {
  title: 'Drill every runbook',
  says: [
    'Each runbook is walked through by the machine that would act, and only plans: nothing is changed, nobody is asked.',
    'The report says how long each step took, and what would be missing.',
  ],
  confirm: 'Start the drill',
  fields: [REASON],
  isCreation: true,
  changes: ['/v1/drills', '/v1/executions', '/v1/runbooks', '/v1/report'],
  call: ({ reason = '' }) => change({ route: 'POST /v1/drills', body: { reason } }),
  next: (body) => {
    const id = typeof body === 'object' && body !== null && 'id' in body ? body.id : undefined;
    return typeof id === 'string' ? addressOf('drills', id) : undefined;
  },
};
