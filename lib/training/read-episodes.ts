import type { TrainingConfig } from '../contracts/training-config.ts';
import { AlertGate, CALM } from './alert.ts';
import { figure, type Finding } from './finding.ts';
import { RunawayWatch } from './runaway-watch.ts';
import { EMPTY_SERIES } from './series.ts';
import { CompensatedSum, type RunningSum } from './sums.ts';
import type { TakenBatch } from './taken-batch.ts';
import type { TrainingState } from './training-state.ts';

export interface EpisodesRead {
  readonly episodes: TrainingState['episodes'];
  readonly hasEpisodes: boolean;
  readonly alerts: Pick<TrainingState['alerts'], 'runaway_reward' | 'episode_ceiling'>;
  readonly sum: RunningSum;
  readonly findings: readonly Finding[];
}

/**
 * Rewards of the newest episodes, watched for a runaway. Two scales meet here: a run that reports `episode_reward` is
 * judged by that alone, from the first one on; until then by its per-step rewards.
 */
export function readEpisodes(taken: TakenBatch, state: TrainingState, config: TrainingConfig): EpisodesRead {
  const { runaway, reward_ceiling } = config.checkpoint_strategy;
  const room = taken.rows.length;
  const findings: Finding[] = [];
  const report = (kind: Finding['kind'], row: number, detail: string | undefined) => {
    if (detail !== undefined) findings.push({ kind, step: taken.stepOf(row), detail });
  };
  const before = { series: state.episodes, alert: state.alerts.runaway_reward };
  let watch = new RunawayWatch(before, runaway, room);
  if (!state.hasEpisodes) {
    const firstEpisode = firstStepWith(taken, 'episode_reward');
    taken.forEach('reward', (reward, row) => {
      if (taken.stepOf(row) < firstEpisode) report('runaway', row, watch.push(reward));
    });
    if (firstEpisode < Infinity)
      watch = new RunawayWatch({ series: EMPTY_SERIES, alert: CALM }, runaway, room);
  }
  const gate = new AlertGate(state.alerts.episode_ceiling);
  const sum = new CompensatedSum(state.sums.episode_reward);
  taken.forEach('episode_reward', (reward, row) => {
    sum.add(reward);
    report('runaway', row, watch.push(reward));
    const isAbove = gate.observe(reward > reward_ceiling);
    if (isAbove)
      report('reward_ceiling', row, `episode reward is ${figure(reward)}, the ceiling ${reward_ceiling}`);
  });

  const { series, alert } = watch.freeze();
  return {
    episodes: series,
    hasEpisodes: state.hasEpisodes || sum.state.count > state.sums.episode_reward.count,
    alerts: { runaway_reward: alert, episode_ceiling: gate.state },
    sum: sum.state,
    findings,
  };
}

function firstStepWith(taken: TakenBatch, metric: string): number {
  let first = Infinity;
  taken.forEach(metric, (_value, row) => {
    first = Math.min(first, taken.stepOf(row));
  });
  return first;
}
