import type { TrainingConfig } from '../contracts/training-config.ts';
import { AlertGate } from './alert.ts';
import { figure, type Finding } from './finding.ts';
import { RewardNormalizer } from './normalizer.ts';
import { LiveSeries } from './series.ts';
import { ShiftDetector } from './shift-detector.ts';
import { CompensatedSum, type RunningSum } from './sums.ts';
import type { TakenBatch } from './taken-batch.ts';
import type { TrainingState } from './training-state.ts';

export interface RewardsRead {
  readonly rewards: TrainingState['rewards'];
  readonly fresh: number;
  readonly figures: TrainingState['figures'];
  readonly alerts: Pick<TrainingState['alerts'], 'reward_drop' | 'reward_ceiling'>;
  readonly sum: RunningSum;
  readonly findings: readonly Finding[];
  /** By row of the batch; NaN where a row was not taken or its reward does not count. */
  readonly normalized: Float64Array;
}

/** Per-step rewards: normalised, and watched for a drop. */
export function readRewards(taken: TakenBatch, state: TrainingState, config: TrainingConfig): RewardsRead {
  const { reward_normalization, checkpoint_strategy } = config;
  const drop = checkpoint_strategy.rollback.reward_drop;
  const capacity = Math.max(reward_normalization.window_size, drop.baseline_window);
  const series = new LiveSeries(state.rewards, capacity, taken.rows.length);
  const normalizer = new RewardNormalizer(series, state.figures, reward_normalization);
  const detector = new ShiftDetector(series, state.fresh.rewards, {
    ...checkpoint_strategy.rollback,
    ...drop,
    direction: 'drop',
    share: drop.threshold,
  });
  const dropGate = new AlertGate(state.alerts.reward_drop);
  const ceilingGate = new AlertGate(state.alerts.reward_ceiling);
  const sum = new CompensatedSum(state.sums.reward);
  const normalized = new Float64Array(taken.steps.length).fill(NaN);
  const findings: Finding[] = [];

  taken.forEach('reward', (reward, row) => {
    series.push(reward);
    normalizer.pushed();
    detector.pushed();
    sum.add(reward);
    normalized[row] = normalizer.normalize(reward);
    const shift = detector.find();
    if (dropGate.observe(shift !== undefined) && shift !== undefined) {
      const detail = `rewards average ${figure(shift.recent)} over the last ${drop.window}, ${figure(shift.baseline)} before`;
      findings.push({ kind: 'reward_drop', step: taken.stepOf(row), detail });
    }
    if (ceilingGate.observe(reward > checkpoint_strategy.reward_ceiling)) {
      const detail = `reward is ${figure(reward)}, the ceiling ${checkpoint_strategy.reward_ceiling}`;
      findings.push({ kind: 'reward_ceiling', step: taken.stepOf(row), detail });
    }
  });

  return {
    rewards: series.freeze(),
    fresh: detector.fresh,
    figures: normalizer.figures,
    alerts: { reward_drop: dropGate.state, reward_ceiling: ceilingGate.state },
    sum: sum.state,
    findings,
    normalized,
  };
}
