import * as v from 'valibot';
import { breakerAnswer, type BreakerAnswer } from '../../lib/contracts/answers/breakers.ts';
import { change } from '../api/change.ts';
import type { Action } from './action.ts';
import { FORCE, needsReason } from './force.ts';
import { REASON } from './run-actions.ts';

type Order = 'forced_open' | 'forced_closed' | 'auto';

const SAYS: Readonly<Record<Order, { readonly verb: string; readonly says: readonly string[] }>> = {
  forced_open: {
    verb: 'Force open',
    says: [
      'No request goes to the model until somebody ends this: its modes are answered by those they fall back to.',
    ],
  },
  forced_closed: {
    verb: 'Force closed',
    says: ['Requests go to the model however it fails, until somebody ends this.'],
  },
  auto: {
    verb: 'Let it decide',
    says: ['The breaker is closed, counts from now, and opens by itself when the model fails.'],
  },
};

/** What may be asked of a breaker as it stands. */
export function breakerOrders({ state }: Pick<BreakerAnswer, 'state'>): readonly Order[] {
  if (state === 'forced_open') return ['auto', 'forced_closed'];
  if (state === 'forced_closed') return ['auto', 'forced_open'];
  return ['forced_open', 'forced_closed'];
}

export function breakerAction({ model, execution_id }: BreakerAnswer, order: Order): Action {
  const { verb, says } = SAYS[order];
  const isRestoring = order === 'auto' && execution_id !== undefined;
  const one = { model };
  const guard = { route: 'GET /v1/breakers/{model}', path: one } as const;
  return {
    title: `${verb}: the breaker of ${model}`,
    says: isRestoring
      ? [...says, 'A runbook forced it: it is refused until the model has been well for a while.']
      : says,
    confirm: verb,
    tone: order === 'auto' ? 'plain' : 'danger',
    fields: isRestoring ? [FORCE, REASON] : [REASON],
    objection: needsReason,
    guard,
    anew: (body) => breakerAction(v.parse(breakerAnswer, body), order),
    changes: ['/v1/breakers', '/v1/traffic', '/v1/report'],
    call: ({ force, reason = '' }) =>
      change({
        route: 'PUT /v1/breakers/{model}',
        path: one,
        body: { state: order, reason, ...(force === 'true' && { force: true }) },
        ifUnchanged: guard,
      }),
  };
}
