import type { MovableClock } from './clock.ts';
import { createHolders } from './holders.ts';
import { createSharedTime, readSharedTime, sharedOffset, type SharedTime } from './shared-time.ts';

interface Timer {
  readonly dueAt: number;
  readonly callback: () => void;
}

/** setTimeout holds at most 2^31 - 1 ms and fires at once beyond that: long waits are armed in pieces. */
const LONGEST_TIMEOUT_MS = 2 ** 31 - 1;

/** How long a move waits for those who hold the clock, in real time. */
const PATIENCE_MS = 5_000;

export interface MovableClockOptions {
  /** A clock that stands still between moves (tests), or one that also runs by itself (the stack). */
  readonly running: boolean;
  /** Milliseconds since the epoch that a standing clock begins at. */
  readonly startAt?: number;
}

export function createMovableClock(options: MovableClockOptions): MovableClock & SharedTime {
  const { running, startAt = Date.now() } = options;
  const timers: Timer[] = [];
  const sharedTime = createSharedTime(running ? undefined : startAt);
  const offset = sharedOffset(sharedTime);
  const now = readSharedTime(sharedTime, Date.now);
  const holders = createHolders();
  let armed: NodeJS.Timeout | undefined;

  const arm = (): void => {
    clearTimeout(armed);
    const [next] = timers;
    if (!running || !next) return;
    armed = setTimeout(fireDue, Math.min(Math.max(0, next.dueAt - now()), LONGEST_TIMEOUT_MS));
  };

  const fireDue = (): void => {
    for (let next = timers[0]; next && next.dueAt <= now(); next = timers[0]) {
      timers.shift();
      next.callback();
    }
    arm();
  };

  const setTimer = (callback: () => void, delayMs: number): (() => void) => {
    const timer = { dueAt: now() + Math.max(0, delayMs), callback };
    const index = timers.findIndex(({ dueAt }) => dueAt > timer.dueAt);
    timers.splice(index === -1 ? timers.length : index, 0, timer);
    arm();
    return () => {
      const position = timers.indexOf(timer);
      if (position !== -1) timers.splice(position, 1);
      arm();
    };
  };

  const advance = async (milliseconds: number): Promise<void> => {
    const target = now() + milliseconds;
    const patience = AbortSignal.timeout(PATIENCE_MS);
    for (let next = timers[0]; next && next.dueAt <= target; next = timers[0]) {
      offset.add(Math.max(0, next.dueAt - now()));
      fireDue();
      await settle();
      await holders.gone(patience);
    }
    offset.add(Math.max(0, target - now()));
    arm();
    await settle();
  };

  const { hold, isHeld } = holders;
  return { now, setTimer, advance, hold, isHeld, sharedTime };
}

/** Lets what a timer started run until it waits for something else, so that the timers it sets are seen. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 3; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}
