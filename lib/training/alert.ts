/** What is remembered of a condition between two values. */
export interface Alert {
  /** How often it was reported since it was last calm for long enough. */
  readonly reported: number;
  /** Values without the condition since one with it. */
  readonly calm: number;
}

export const CALM: Alert = { reported: 0, calm: 0 };

/** A condition that comes back within this many values is still the same one. */
export const REARMED_AFTER = 100;

/**
 * Reports a condition when it begins, not at each value while it lasts: at most `limit` times, until it was away for
 * REARMED_AFTER values in a row. So figures that hover about a threshold make one finding, not thousands.
 */
export class AlertGate {
  readonly #limit: number;
  #reported: number;
  #calm: number;

  constructor({ reported, calm }: Alert, limit = 1) {
    this.#reported = reported;
    this.#calm = calm;
    this.#limit = limit;
  }

  get state(): Alert {
    return { reported: this.#reported, calm: this.#calm };
  }

  /** Whether this value is to be reported. */
  observe(isActive: boolean): boolean {
    if (isActive) {
      this.#calm = 0;
      if (this.#reported >= this.#limit) return false;
      this.#reported += 1;
      return true;
    }
    if (this.#reported === 0) return false;
    this.#calm += 1;
    if (this.#calm >= REARMED_AFTER) [this.#reported, this.#calm] = [0, 0];
    return false;
  }
}
