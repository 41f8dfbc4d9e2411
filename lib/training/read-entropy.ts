import type { RunItem } from '../contracts/run-item.ts';
import type { TrainingConfig } from '../contracts/training-config.ts';
import type { Alert } from './alert.ts';
import { decayedAt } from './decay.ts';
import { isEntropyStuck, rememberEntropy, type EntropySample } from './entropy-watch.ts';
import { figure, type Finding } from './finding.ts';
import type { TakenBatch } from './taken-batch.ts';
import type { TrainingState } from './training-state.ts';

export interface EntropyRead {
  readonly samples: readonly EntropySample[];
  readonly alert: Alert;
  readonly findings: readonly Finding[];
}

interface EntropyContext {
  readonly config: TrainingConfig;
  readonly overrides: RunItem['overrides'];
  readonly now: number;
}

/**
 * The entropy coefficient at the last step, against the one an hour ago: what the trainer reports as `entropy_coef` of
 * that step, or else what it was told. Reported when it begins to be stuck, and again once it has fallen between.
 */
export function readEntropy(
  taken: TakenBatch,
  state: TrainingState,
  { config, overrides, now }: EntropyContext,
): EntropyRead {
  const { entropy_coef } = config.ppo_schedule;
  const step = taken.lastStep;
  const told = overrides.entropy_coef?.value ?? decayedAt(step, entropy_coef);
  const sample: EntropySample = { at: now, step, coefficient: taken.valueOfLastStep('entropy_coef') ?? told };
  const isStuck = isEntropyStuck(state.entropy, sample, entropy_coef.final);
  const isNew = isStuck && state.alerts.entropy_stuck.reported === 0;
  const detail = `entropy_coef is ${figure(sample.coefficient)}, no lower than an hour ago, and ends at ${entropy_coef.final}`;
  return {
    samples: rememberEntropy(state.entropy, sample),
    alert: { reported: isStuck ? 1 : 0, calm: 0 },
    findings: isNew ? [{ kind: 'entropy_stuck', step, detail }] : [],
  };
}
