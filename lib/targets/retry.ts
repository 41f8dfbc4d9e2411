import type { Clock } from '../shared/clock.ts';
import type { Pause } from '../shared/pause.ts';
import type { RandomSource } from '../shared/random.ts';
import { FIRST_PAUSE_MS, LOOK_MS, TARGET_TRIES } from '../contracts/target-timing.ts';
import { AskedToWait } from './asked-to-wait.ts';
import { TargetBusyError, TargetUnavailableError } from './errors.ts';

const LONGEST_WAIT_MS = 3_000;
/** Less is not worth another look: a connection alone takes a part of it. */
const SHORTEST_LOOK_MS = 500;

export interface RetryDependencies {
  readonly clock: Clock;
  readonly pause: Pause;
  readonly random: RandomSource;
}

export interface Patience {
  /** Milliseconds since the epoch: what is going on then is given up. */
  readonly until: number;
  /** Of one try, at most. */
  readonly tryMs: number;
  /** No further try begins with less time than this. */
  readonly leastMs: number;
}

/** To ask how a target is: again where it fails at once, once where it hangs. */
export function patienceOfLook(clock: Clock, until = Infinity): Patience {
  return {
    until: Math.min(clock.now() + LOOK_MS, until),
    tryMs: LOOK_MS,
    leastMs: SHORTEST_LOOK_MS,
  };
}

/** To tell a target something: what is begun can be waited for. */
export function patienceOf({ until }: { readonly until: number }, tryMs: number): Patience {
  return { until, tryMs, leastMs: tryMs };
}

/**
 * Tries again what may have been bad luck: three tries, and between them at most 0.5 s and 1 s, left to chance whole
 * ("full jitter": Brooker, Exponential Backoff and Jitter, AWS Architecture Blog, 2015). A target that asks for a longer
 * pause gets it, up to 3 s. All of it ends when the patience does.
 */
export async function tryAgain<T>(
  work: (timeoutMs: number) => Promise<T>,
  { until, tryMs, leastMs }: Patience,
  { clock, pause, random }: RetryDependencies,
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work(Math.max(1, Math.min(tryMs, until - clock.now())));
    } catch (error) {
      const mayPass = error instanceof TargetUnavailableError || error instanceof TargetBusyError;
      if (!mayPass || attempt === TARGET_TRIES) throw error;
      const asked = error.cause instanceof AskedToWait ? error.cause.milliseconds : 0;
      const byChance = random() * FIRST_PAUSE_MS * 2 ** (attempt - 1);
      const wait = Math.max(byChance, Math.min(asked, LONGEST_WAIT_MS));
      if (clock.now() + wait + leastMs > until) throw error;
      await pause(wait);
    }
  }
}
