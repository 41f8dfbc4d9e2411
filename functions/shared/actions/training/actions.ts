import { awaitResumed } from './await-resumed.ts';
import { awaitRollback } from './await-rollback.ts';
import type { TrainingActionDependencies } from './dependencies.ts';
import { findStable } from './find-stable.ts';
import { pause } from './pause.ts';
import { resumeReduced } from './resume-reduced.ts';
import { rollBack } from './roll-back.ts';
import { verifyRunaway } from './verify-runaway.ts';

/** What runbooks do with runs. */
export function trainingActions(deps: TrainingActionDependencies) {
  return {
    'training.verify_runaway': verifyRunaway(deps),
    'training.pause': pause(deps),
    'training.find_stable': findStable(deps),
    'training.roll_back': rollBack(deps),
    'training.await_rollback': awaitRollback(deps),
    'training.resume_reduced': resumeReduced(deps),
    'training.await_resumed': awaitResumed(deps),
  };
}
