import type { RunItem } from '../contracts/run-item.ts';
import type { TrainingConfig } from '../contracts/training-config.ts';
import { decayedAt } from './decay.ts';

/** What a trainer is told for a step; the names of GET /v1/runs/{run}/schedule. */
export interface Schedule {
  readonly step: number;
  readonly entropy_coef: number;
  /** Times lr_multiplier already. */
  readonly learning_rate: number;
  readonly lr_multiplier: number;
  readonly clip_range: number;
  readonly gamma: number;
  readonly lambda: number;
  readonly batch_size: number;
  readonly n_epochs: number;
  /** Steps from one policy update to the next. */
  readonly update_frequency: number;
  /** Steps from one checkpoint to the next. */
  readonly save_frequency: number;
  /** Which of the above an operator has set, and who. Empty without overrides. */
  readonly overridden: Readonly<Record<string, { readonly by: string; readonly reason: string }>>;
}

export interface Tuning {
  readonly lr_multiplier: number;
  readonly overrides: RunItem['overrides'];
}

const OVERRIDABLE = ['learning_rate', 'clip_range', 'entropy_coef'] as const;

/**
 * A pure function of the absolute step: no clock and no counter, so a trainer that starts again gets what it had.
 * @param step absolute, 0 or more
 */
export function scheduleAt(
  step: number,
  config: TrainingConfig['ppo_schedule'],
  { lr_multiplier, overrides }: Tuning,
): Schedule {
  return overridden(
    {
      step,
      entropy_coef: decayedAt(step, config.entropy_coef),
      learning_rate: decayedAt(step, config.learning_rate) * lr_multiplier,
      lr_multiplier,
      clip_range: config.clip_range,
      gamma: config.gamma,
      lambda: config.lambda_,
      batch_size: config.batch_size,
      n_epochs: config.n_epochs,
      update_frequency: config.update_frequency,
      save_frequency: config.save_frequency,
      overridden: {},
    },
    overrides,
  );
}

/** Puts what operators have set over the schedule. A learning rate set by hand is final: the multiplier is not in it. */
export function overridden(schedule: Schedule, overrides: RunItem['overrides']): Schedule {
  const set = OVERRIDABLE.flatMap((name) => {
    const override = overrides[name];
    return override === undefined ? [] : [{ name, override }];
  });
  return {
    ...schedule,
    ...Object.fromEntries(set.map(({ name, override }) => [name, override.value])),
    overridden: Object.fromEntries(set.map(({ name, override: { by, reason } }) => [name, { by, reason }])),
  };
}

/** The multiplier after one more reduction: reductions compound, down to the floor. A multiplier below it already stays. */
export function reducedMultiplier(multiplier: number, factor: number, floor: number): number {
  return Math.min(multiplier, Math.max(multiplier * factor, floor));
}
