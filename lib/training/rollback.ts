import type { RunItem } from '../contracts/run-item.ts';
import { DirectiveRefusedError, RollbackLimitError } from './directive-errors.ts';
import type { Control, Stamp } from './directives.ts';

export interface RollbackOrder {
  /** The committed checkpoint to go back to. */
  readonly target: { readonly attempt: number; readonly step: number; readonly sha256: string };
  readonly by: string;
  readonly reason: string;
  /** Given when nobody was asked: such rollbacks are counted, and refused beyond this many a run. */
  readonly maxAutomatic?: number;
}

/**
 * Sends the trainer back to a checkpoint: the attempt grows, so that what the old one still sends is refused, and the
 * lineage says where the new one begins. Displaces every directive but stop, an earlier rollback too. The status
 * stays: a paused run is still paused after it, one that ran goes on.
 * @throws DirectiveRefusedError when the run is over or stopping
 * @throws RollbackLimitError when it was rolled back too often without asking
 */
export function rollBack<R extends Control>(run: R, order: RollbackOrder, { id, at }: Stamp): R {
  if (['stopping', 'stopped', 'finished'].includes(run.status)) {
    throw new DirectiveRefusedError('rollback', run, 'a run that ends is not rolled back');
  }
  const { target, by, reason, maxAutomatic } = order;
  if (maxAutomatic !== undefined && run.rollbacks_used >= maxAutomatic) {
    throw new RollbackLimitError(maxAutomatic);
  }
  const attempt = run.attempt + 1;
  const directive: RunItem['directive'] = {
    id,
    action: 'rollback',
    attempt,
    issued_at: at,
    by,
    reason,
    target: { attempt: target.attempt, step: target.step, sha256: target.sha256 },
  };
  return {
    ...run,
    attempt,
    directive,
    rollbacks_used: run.rollbacks_used + (maxAutomatic === undefined ? 0 : 1),
    lineage: [
      ...shortened(run.lineage),
      { attempt, step: target.step, target_attempt: target.attempt, at, by, reason },
    ],
  };
}

/** So many of the newest keep their reason whole. */
const WHOLE_REASONS = 20;
const SHORT_REASON = 32;

/** A run may be rolled back by hand as often as people like; its lineage is written with every batch. */
function shortened(lineage: RunItem['lineage']): RunItem['lineage'] {
  const old = lineage.length - WHOLE_REASONS;
  return lineage.map((entry, index) =>
    index > old || entry.reason.length <= SHORT_REASON
      ? entry
      : {
          ...entry,
          reason: Array.from(entry.reason)
            .slice(0, SHORT_REASON / 2)
            .join(''),
        },
  );
}
