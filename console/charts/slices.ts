export interface SlicePorts {
  /** Milliseconds, of any origin. */
  readonly now: () => number;
  /** Calls back once the browser has had its turn. */
  readonly afterFrame: (callback: () => void) => void;
}

/** Half of a frame of 60 a second: the other half is the browser's. */
const BUDGET_MS = 8;

/**
 * Work in slices, so that a page with hundreds of charts goes on to scroll and answer: after as much of it as fits into
 * half a frame, the browser has its turn. A piece of work is not cut: one chart of at most 5,000 points is small.
 */
export class Slices {
  readonly #ports: SlicePorts;
  readonly #waiting = new Set<() => void>();
  #isPlanned = false;

  constructor(ports: SlicePorts) {
    this.#ports = ports;
  }

  /** Answers with how to take it back. */
  add(work: () => void): () => void {
    this.#waiting.add(work);
    this.#plan();
    return () => {
      this.#waiting.delete(work);
    };
  }

  #plan(): void {
    if (this.#isPlanned || this.#waiting.size === 0) return;
    this.#isPlanned = true;
    this.#ports.afterFrame(() => {
      this.#isPlanned = false;
      this.#slice();
      this.#plan();
    });
  }

  #slice(): void {
    const end = this.#ports.now() + BUDGET_MS;
    for (const work of this.#waiting) {
      this.#waiting.delete(work);
      work();
      if (this.#ports.now() >= end) return;
    }
  }
}
