/** The newest values of something, as they are kept between two batches. */
export interface Series {
  /** Oldest first, at most as many as the longest window over them needs. */
  readonly values: Float64Array;
  /** How many there were in all, those that have left included. */
  readonly taken: number;
}

export const EMPTY_SERIES: Series = { values: new Float64Array(0), taken: 0 };

/** A series while a batch is read into it. Windows over it (TrailingMoments) hold no values of their own. */
export class LiveSeries {
  readonly #buffer: Float64Array;
  readonly #capacity: number;
  #length: number;
  #taken: number;

  /**
   * @param capacity how many values the longest window needs
   * @param room how many values are going to be pushed at most
   */
  constructor(series: Series, capacity: number, room: number) {
    const kept = series.values.subarray(Math.max(series.values.length - capacity, 0));
    this.#buffer = new Float64Array(kept.length + room);
    this.#buffer.set(kept);
    this.#length = kept.length;
    // After a deployment with a longer window fewer are held than the count says: then it begins with those.
    this.#taken = kept.length < Math.min(series.taken, capacity) ? kept.length : series.taken;
    this.#capacity = capacity;
  }

  get taken(): number {
    return this.#taken;
  }

  push(value: number): void {
    this.#buffer[this.#length] = value;
    this.#length += 1;
    this.#taken += 1;
  }

  /** The value so many before the newest, which is 0. NaN for one that is not held. */
  back(age: number): number {
    return this.#buffer[this.#length - 1 - age] ?? NaN;
  }

  freeze(): Series {
    const start = Math.max(this.#length - this.#capacity, 0);
    return { values: this.#buffer.slice(start, this.#length), taken: this.#taken };
  }
}
