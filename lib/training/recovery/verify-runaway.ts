import type { RunItem } from '../../contracts/run-item.ts';
import { figure } from '../finding.ts';
import { LiveSeries, type Series } from '../series.ts';
import { TrailingMoments } from '../trailing-moments.ts';
import { stateOf, type WindowsReader } from '../windows.ts';

export interface RunawayVerdict {
  readonly isRunaway: boolean;
  /** Checkpoints from this step on are of no use. */
  readonly step: number;
  /** For people: figures, and what is allowed. */
  readonly detail: string;
  /** Over the newest episodes. Absent while there are not enough of them. */
  readonly mean?: number;
  readonly std?: number;
  readonly kl?: number;
}

/**
 * Whether a run has run away: marked as such in the attempt it is in, or by the windows of its newest episodes, which
 * say so too when a person asks about a run that nobody marked.
 */
export function verifyRunaway(run: RunItem, deps: WindowsReader): RunawayVerdict {
  const { runaway: rule } = deps.config.checkpoint_strategy;
  const { episodes, kls } = stateOf(run, deps);
  const rewards = momentsOf(episodes, rule.episodes);
  const divergences = momentsOf(kls, rule.episodes);
  const mark = run.runaway?.attempt === run.attempt ? run.runaway : undefined;
  const isRunaway =
    mark !== undefined ||
    (rewards !== undefined && (rewards.mean > rule.reward_mean || rewards.deviation > rule.reward_std)) ||
    (divergences !== undefined && divergences.mean > rule.kl);
  const seen = [
    rewards &&
      `rewards of the last ${rule.episodes} episodes average ${figure(rewards.mean)} (allowed ${rule.reward_mean}) ` +
        `with a standard deviation of ${figure(rewards.deviation)} (allowed ${rule.reward_std})`,
    divergences && `KL averages ${figure(divergences.mean)} (allowed ${rule.kl})`,
  ].filter((text) => text !== undefined);
  return {
    isRunaway,
    step: mark?.step ?? (run.last_step ?? -1) + 1,
    detail: seen.join(', ') || (mark?.detail ?? `fewer than ${rule.episodes} episodes are known`),
    ...(rewards && { mean: rewards.mean, std: rewards.deviation }),
    ...(divergences && { kl: divergences.mean }),
  };
}

/** Undefined until there are as many. */
function momentsOf(series: Series, length: number): TrailingMoments | undefined {
  const moments = new TrailingMoments(new LiveSeries(series, length, 0), { length, lag: 0 });
  return moments.count >= length ? moments : undefined;
}
