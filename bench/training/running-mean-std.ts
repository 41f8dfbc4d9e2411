/**
 * RunningMeanStd of Stable-Baselines3 (stable_baselines3/common/running_mean_std.py, MIT), for one number at a time: what
 * VecNormalize normalises rewards by. Over the whole run, from a mean of 0 and a variance of 1 that weigh 1e-4 values.
 */
export class RunningMeanStd {
  #mean = 0;
  #variance = 1;
  #count = 1e-4;

  /** update_from_moments with one value: its variance is 0. */
  update(value: number): void {
    const delta = value - this.#mean;
    const total = this.#count + 1;
    const squares = this.#variance * this.#count + (delta * delta * this.#count) / total;
    this.#mean += delta / total;
    this.#variance = squares / total;
    this.#count = total;
  }

  get mean(): number {
    return this.#mean;
  }

  get deviation(): number {
    return Math.sqrt(this.#variance);
  }
}
