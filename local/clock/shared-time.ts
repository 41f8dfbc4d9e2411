/**
 * The clock's time, readable in other threads at any moment: two 64-bit cells of milliseconds, [where a standing
 * clock stands (or RUNNING), how far the clock has been moved].
 */
export interface SharedTime {
  readonly sharedTime: SharedArrayBuffer;
}

const RUNNING = -1n;

export function createSharedTime(standsAt: number | undefined): SharedArrayBuffer {
  const memory = new SharedArrayBuffer(2 * BigInt64Array.BYTES_PER_ELEMENT);
  new BigInt64Array(memory)[0] = standsAt === undefined ? RUNNING : BigInt(Math.floor(standsAt));
  return memory;
}

/** How far the clock has been moved, in milliseconds. */
export function sharedOffset(memory: SharedArrayBuffer): { get(): number; add(milliseconds: number): void } {
  const cells = new BigInt64Array(memory);
  return {
    get: () => Number(Atomics.load(cells, 1)),
    // Upwards: a timer due at a fraction of a millisecond must be due when the clock has been moved to it.
    add: (milliseconds) => {
      Atomics.add(cells, 1, BigInt(Math.ceil(milliseconds)));
    },
  };
}

/** Milliseconds since the epoch by the shared clock. `wallClock` is the thread's own. */
export function readSharedTime(memory: SharedArrayBuffer, wallClock: () => number): () => number {
  const cells = new BigInt64Array(memory);
  return () => {
    const standsAt = Atomics.load(cells, 0);
    return (standsAt === RUNNING ? wallClock() : Number(standsAt)) + Number(Atomics.load(cells, 1));
  };
}
