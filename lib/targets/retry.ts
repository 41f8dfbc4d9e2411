import type { Pause } from '../shared/pause.ts';
import type { RandomSource } from '../shared/random.ts';
import { AskedToWait } from './asked-to-wait.ts';
import { TargetBusyError, TargetUnavailableError } from './errors.ts';

const ATTEMPTS = 3;
const FIRST_PAUSE_MS = 500;
/** Twice this and three times a target's time-out: the functions that ask have 25 s. */
const LONGEST_WAIT_MS = 3_000;

export interface RetryDependencies {
  readonly pause: Pause;
  readonly random: RandomSource;
}

/**
 * Tries again what may have been bad luck: three tries, and between them at most 0.5 s and 1 s, left to chance whole
 * ("full jitter": Brooker, Exponential Backoff and Jitter, AWS Architecture Blog, 2015). A target that asks for a longer
 * pause gets it, up to 3 s.
 */
export async function tryAgain<T>(work: () => Promise<T>, { pause, random }: RetryDependencies): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    let asked = 0;
    try {
      return await work();
    } catch (error) {
      const mayPass = error instanceof TargetUnavailableError || error instanceof TargetBusyError;
      if (!mayPass || attempt === ATTEMPTS) throw error;
      if (error.cause instanceof AskedToWait) asked = error.cause.milliseconds;
    }
    const byChance = random() * FIRST_PAUSE_MS * 2 ** (attempt - 1);
    await pause(Math.max(byChance, Math.min(asked, LONGEST_WAIT_MS)));
  }
}
