/** Something to be sent, once or again and again until it is through. */
export interface Parcel {
  /** True when it is done with, delivered or refused for good; false to be sent again after a while. */
  readonly send: () => Promise<boolean>;
}

export interface OutboxOptions {
  /** How many parcels wait at most. */
  readonly capacity: number;
  /** Waits before the next try; `tries` counts from 1. */
  readonly backOff: (tries: number) => Promise<void>;
}

/**
 * Sends parcels one after the other, in the order they were put in, while the caller goes on: `put` neither waits nor
 * throws. What fails is sent again and holds up those behind it; when more wait than it has room for, the oldest that is
 * not under way is dropped and counted.
 */
export class Outbox {
  readonly #options: OutboxOptions;
  #waiting: Parcel[] = [];
  #working: Promise<void> | undefined;
  #isClosed = false;
  #dropped = 0;
  #retries = 0;

  constructor(options: OutboxOptions) {
    this.#options = options;
  }

  get dropped(): number {
    return this.#dropped;
  }

  get retries(): number {
    return this.#retries;
  }

  put(parcel: Parcel): void {
    if (this.#isClosed) return;
    if (this.#waiting.length >= this.#options.capacity) {
      this.#waiting.shift();
      this.#dropped += 1;
    }
    this.#waiting.push(parcel);
    this.#working ??= this.#work();
  }

  /** What waits is of no use any more. The one under way is not called back. */
  clear(): void {
    this.#waiting = [];
  }

  /** Resolves when nothing waits and nothing is under way. */
  async drained(): Promise<void> {
    while (this.#working) await this.#working;
  }

  /** Gives up what is left. */
  close(): void {
    this.#isClosed = true;
    this.clear();
  }

  async #work(): Promise<void> {
    for (let next = this.#waiting.shift(); next; next = this.#waiting.shift()) await this.#deliver(next);
    // In the same turn as the last look: whatever is put in after it begins anew.
    this.#working = undefined;
  }

  async #deliver(parcel: Parcel): Promise<void> {
    for (let tries = 1; !this.#isClosed && !(await parcel.send().catch(() => false)); tries += 1) {
      this.#retries += 1;
      await this.#options.backOff(tries);
    }
  }
}
