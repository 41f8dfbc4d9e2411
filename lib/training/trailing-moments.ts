import type { LiveSeries } from './series.ts';

/** Which values of a series a window holds. */
export interface WindowShape {
  /** How many. */
  readonly length: number;
  /** How many newer ones are not in it; 0 when it ends with the newest. */
  readonly lag: number;
}

/**
 * Mean and population standard deviation of a window that slides over a series, at constant cost a value and without
 * drift: nothing is ever subtracted for a value that leaves, so a million of them, or one that was enormous, leave no
 * trace.
 *
 * Two stacks: the window's older values, whose moments were added up from the newest of them to the oldest once when
 * the window was last full of new ones, so that dropping the oldest is looking one entry earlier; and the newer ones,
 * added as they come. Sources: Tangwongsan, Hirzel, Schneider and Wu, "General Incremental Sliding-Window
 * Aggregation", VLDB 2015; adding a value: Welford, Technometrics 4 (1962); joining two parts: Chan, Golub and LeVeque,
 * "Updating Formulae and a Pairwise Algorithm for Computing Sample Variances", Stanford 1979.
 *
 * All is reckoned relative to one value of the window, so that an offset of 1e9 costs no digit: the difference of two
 * doubles of like size is exact. Where the stacks part follows from the count alone: after any batching the figures
 * are the same to the last bit.
 */
export class TrailingMoments {
  readonly #series: LiveSeries;
  readonly #shape: WindowShape;
  /** Entry n: of the newest n older values. */
  readonly #olderMeans: Float64Array;
  readonly #olderSquares: Float64Array;
  #older = 0;
  #newer = 0;
  #newerMean = 0;
  #newerSquares = 0;
  #origin = 0;

  constructor(series: LiveSeries, shape: WindowShape) {
    this.#series = series;
    this.#shape = shape;
    this.#olderMeans = new Float64Array(shape.length + 1);
    this.#olderSquares = new Float64Array(shape.length + 1);
    this.#rebuild(Math.max(series.taken - shape.lag, 0));
  }

  /** How many values it holds. */
  get count(): number {
    return this.#older + this.#newer;
  }

  /** NaN of an empty window. */
  get mean(): number {
    const { count } = this;
    if (count === 0) return NaN;
    const older = this.#olderMeans[this.#older] ?? 0;
    return this.#origin + (older + (this.#newerMean - older) * (this.#newer / count));
  }

  /** Population standard deviation. NaN of an empty window. */
  get deviation(): number {
    const { count } = this;
    if (count === 0) return NaN;
    const apart = this.#newerMean - (this.#olderMeans[this.#older] ?? 0);
    const between = this.#older === 0 ? 0 : apart * apart * ((this.#older * this.#newer) / count);
    const squares = (this.#olderSquares[this.#older] ?? 0) + this.#newerSquares + between;
    return Math.sqrt(squares / count);
  }

  /** To be called after each value that the series takes. */
  pushed(): void {
    const { lag, length } = this.#shape;
    if (this.#series.taken <= lag) return;
    if (this.count === 0) this.#origin = this.#series.back(lag);
    if (this.#older > 0) this.#older -= 1;
    this.#addNewer(this.#series.back(lag));
    if (this.#newer === length) this.#turn(0, length);
  }

  /** As it was left after so many values, from those that the series holds. */
  #rebuild(entered: number): void {
    const { lag, length } = this.#shape;
    const newer = entered % length;
    if (entered >= length) this.#turn(newer, length - newer);
    else if (entered > 0) this.#origin = this.#series.back(lag + newer - 1);
    for (let age = newer - 1; age >= 0; age -= 1) this.#addNewer(this.#series.back(lag + age));
  }

  /** Makes the window's values the older ones; `age` is that of the newest of them, within the window. */
  #turn(age: number, count: number): void {
    const { lag } = this.#shape;
    this.#origin = this.#series.back(lag + age);
    let [mean, squares] = [0, 0];
    for (let index = 0; index < count; index += 1) {
      const value = this.#series.back(lag + age + index) - this.#origin;
      const apart = value - mean;
      mean += apart / (index + 1);
      squares += apart * (value - mean);
      this.#olderMeans[index + 1] = mean;
      this.#olderSquares[index + 1] = squares;
    }
    this.#older = count;
    this.#newer = 0;
    this.#newerMean = 0;
    this.#newerSquares = 0;
  }

  #addNewer(raw: number): void {
    const value = raw - this.#origin;
    const apart = value - this.#newerMean;
    this.#newer += 1;
    this.#newerMean += apart / this.#newer;
    this.#newerSquares += apart * (value - this.#newerMean);
  }
}
