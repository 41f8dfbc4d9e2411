import type { CheckpointAnswer } from '../../lib/contracts/answers/checkpoints.ts';
import type { RunAnswer } from '../../lib/contracts/answers/runs.ts';
import { change } from '../api/change.ts';
import type { Action, Field } from './action.ts';

type Order = 'pause' | 'resume' | 'save_now' | 'stop';

export const REASON: Field = { name: 'reason', label: 'Reason, for the record', isRequired: true };

const pathOf = (run: string): string => `/v1/runs/${encodeURIComponent(run)}`;

const ORDERS: Readonly<Record<Order, Pick<Action, 'says' | 'tone'> & { readonly verb: string }>> = {
  pause: { verb: 'Pause', says: ['The trainer stops between two batches and waits.'] },
  resume: { verb: 'Resume', says: ['The trainer goes on from where it stands.'], tone: 'go' },
  save_now: { verb: 'Save now', says: ['The trainer saves a checkpoint as soon as it can.'] },
  stop: {
    verb: 'Stop',
    says: ['The run ends: it takes no metrics and no checkpoints any more. This can not be taken back.'],
    tone: 'danger',
  },
};

/** What a person may tell a trainer where its run stands now. */
export function ordersFor({ status }: Pick<RunAnswer, 'status'>): readonly Order[] {
  if (status === 'finished' || status === 'stopped' || status === 'stopping') return [];
  return status === 'running' || status === 'resuming' ? ['pause', 'save_now', 'stop'] : ['resume', 'stop'];
}

export function orderAction(run: string, order: Order): Action {
  const { verb, says, tone = 'plain' } = ORDERS[order];
  return {
    title: `${verb}: ${run}`,
    says,
    tone,
    confirm: verb,
    fields: [REASON],
    isCreation: true,
    changes: [pathOf(run)],
    call: ({ reason = '' }) =>
      change({ route: 'POST /v1/runs/{run}/directives', path: { run }, body: { action: order, reason } }),
  };
}

/** Says what going back to a checkpoint would cost. */
export function rollbackAction(
  { run_id, last_step = 0, rollbacks }: Pick<RunAnswer, 'run_id' | 'last_step' | 'rollbacks'>,
  { step, created_at, metrics }: CheckpointAnswer,
): Action {
  return {
    title: `Roll ${run_id} back to step ${step}`,
    says: [
      `The run is at step ${last_step}: ${last_step - step} steps of training are lost.`,
      `The checkpoint was saved at ${new Date(created_at).toLocaleString()}, with reward ${String(metrics.reward)}, loss ${String(metrics.loss)}, KL ${String(metrics.kl)}.`,
      'A new attempt begins there. Checkpoints above it stay saved, but are never latest, best or stable again.',
      `Rollbacks by Artisan itself so far: ${rollbacks.used} of ${rollbacks.max}.`,
    ],
    tone: 'danger',
    confirm: `Roll back to step ${step}`,
    fields: [REASON],
    isCreation: true,
    changes: [pathOf(run_id)],
    call: ({ reason = '' }) =>
      change({ route: 'POST /v1/runs/{run}/rollback', path: { run: run_id }, body: { to: step, reason } }),
  };
}
