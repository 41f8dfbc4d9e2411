import type { Clock } from '../../clock/clock.ts';
import type { Cancellation } from './cancellation.ts';

/** Resolves when the clock says so; rejects with Cancelled. */
export async function sleepUntil(clock: Clock, time: number, cancellation: Cancellation): Promise<void> {
  cancellation.throwIfCancelled();
  const { promise, resolve, reject } = Promise.withResolvers<undefined>();
  const cancelTimer = clock.setTimer(
    () => {
      resolve(undefined);
    },
    Math.max(0, time - clock.now()),
  );
  const stopListening = cancellation.onCancel(reject);
  try {
    await promise;
  } finally {
    cancelTimer();
    stopListening();
  }
}
