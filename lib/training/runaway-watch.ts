import type { TrainingConfig } from '../contracts/training-config.ts';
import { AlertGate, type Alert } from './alert.ts';
import { figure } from './finding.ts';
import { LiveSeries, type Series } from './series.ts';
import { TrailingMoments } from './trailing-moments.ts';

type RunawayRule = TrainingConfig['checkpoint_strategy']['runaway'];

/** Whether rewards of the newest episodes have run away: their mean or their scatter is too high, once there are enough. */
export class RunawayWatch {
  readonly #series: LiveSeries;
  readonly #moments: TrailingMoments;
  readonly #gate: AlertGate;
  readonly #rule: RunawayRule;

  constructor(before: { readonly series: Series; readonly alert: Alert }, rule: RunawayRule, room: number) {
    this.#series = new LiveSeries(before.series, rule.episodes, room);
    this.#moments = new TrailingMoments(this.#series, { length: rule.episodes, lag: 0 });
    this.#gate = new AlertGate(before.alert);
    this.#rule = rule;
  }

  /** What is to be reported of it, if anything. */
  push(reward: number): string | undefined {
    this.#series.push(reward);
    this.#moments.pushed();
    const { mean, deviation, count } = this.#moments;
    const { reward_mean, reward_std, episodes } = this.#rule;
    const isRunaway = count >= episodes && (mean > reward_mean || deviation > reward_std);
    if (!this.#gate.observe(isRunaway)) return undefined;
    return (
      `rewards of the last ${count} episodes average ${figure(mean)} with a standard deviation of ` +
      `${figure(deviation)}, allowed are ${reward_mean} and ${reward_std}`
    );
  }

  freeze(): { readonly series: Series; readonly alert: Alert } {
    return { series: this.#series.freeze(), alert: this.#gate.state };
  }
}
