import type { RunItem } from '../contracts/run-item.ts';
import { issue, type Stamp } from './directives.ts';
import { TargetLostError } from './errors.ts';
import type { Finding } from './finding.ts';
import type { RecordKey, RollbackTargets } from './ports.ts';
import { backTo } from './roll-back-run.ts';
import type { WindowsReader } from './windows.ts';

/** What was done about a batch's findings. */
export interface Reaction {
  readonly findings: readonly Finding[];
  readonly action: 'none' | 'rolled_back' | 'rollback_refused' | 'paused';
}

interface Occasion {
  readonly findings: readonly Finding[];
  readonly stamp: Stamp;
}

interface ActionDependencies extends WindowsReader {
  readonly targets: RollbackTargets;
}

type Reacted = Reaction & { readonly run: RunItem; readonly requires?: RecordKey };

const BY = 'artisan';

/**
 * What happens without asking: a runaway pauses the run and marks it for its runbook; a loss spike or reward drop goes
 * back to an earlier checkpoint, as often as is allowed. Of both in one batch the runaway counts: where to go back to is
 * then a person's decision. A run that is paused or ends already is left as it is.
 */
export async function actOnFindings(
  deps: ActionDependencies,
  run: RunItem,
  occasion: Occasion,
): Promise<Reacted> {
  const { findings } = occasion;
  const isRunning = run.status === 'running' || run.status === 'resuming';
  const runaway = findings.find(({ kind }) => kind === 'runaway');
  const shift = findings.find(({ kind }) => kind === 'loss_spike' || kind === 'reward_drop');
  if (isRunning && runaway) return pauseFor(runaway, run, occasion);
  const { enabled } = deps.config.checkpoint_strategy.rollback;
  if (isRunning && shift && enabled) return rollBackFor(shift, run, { deps, occasion });
  return { run, findings, action: 'none' };
}

function pauseFor({ step, detail }: Finding, run: RunItem, { findings, stamp }: Occasion): Reacted {
  const order = { action: 'pause', by: BY, reason: `runaway at step ${step}: ${detail}` } as const;
  const runaway = { attempt: run.attempt, step, at: stamp.at, detail };
  return { run: { ...issue(run, order, stamp), runaway }, findings, action: 'paused' };
}

async function rollBackFor(
  finding: Finding,
  run: RunItem,
  { deps, occasion }: { readonly deps: ActionDependencies; readonly occasion: Occasion },
): Promise<Reacted> {
  const { rollback_steps, max_rollbacks } = deps.config.checkpoint_strategy.rollback;
  const refused = (why: string): Reacted => ({
    run,
    findings: occasion.findings.map((one) =>
      one === finding ? { ...one, detail: `${one.detail}; not rolled back: ${why}` } : one,
    ),
    action: 'rollback_refused',
  });
  if (run.rollbacks_used >= max_rollbacks) return refused(`all ${max_rollbacks} rollbacks are used`);
  const { run_id: runId, attempt, lineage } = run;
  const to = { kind: 'previous', back: rollback_steps } as const;
  const target = await deps.targets.resolve({ runId, attempt, lineage }, to).catch(lostOf);
  if (target instanceof TargetLostError) return refused(target.message);
  if (!target) return refused('no checkpoint to go to');
  const reason = `${finding.kind} at step ${finding.step}: ${finding.detail}`;
  const rolledBack = backTo(
    run,
    { target, by: BY, reason, maxAutomatic: max_rollbacks },
    { deps, ...occasion },
  );
  return { run: rolledBack, requires: target.recordKey, findings: occasion.findings, action: 'rolled_back' };
}

/** Nothing else takes the place of a target that is lost: a person has to look. */
function lostOf(error: unknown): TargetLostError {
  if (error instanceof TargetLostError) return error;
  throw error;
}
