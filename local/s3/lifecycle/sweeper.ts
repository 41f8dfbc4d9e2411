import type { Clock } from '../../clock/clock.ts';
import type { Bucket } from '../store/bucket.ts';
import { dueAt, objectExpiry, uploadExpiry } from './lifecycle-rule.ts';

/** Applies the lifecycle rules of every bucket: at once, then at each midnight UTC, when everything falls due. */
export interface Sweeper {
  start(): void;
  /** Resolves when what is being deleted is deleted. */
  stop(): Promise<void>;
}

export function createSweeper(clock: Clock, buckets: ReadonlyMap<string, Bucket>): Sweeper {
  let cancel = (): void => undefined;
  let sweeping = Promise.resolve();

  const sweep = (): void => {
    const now = clock.now();
    cancel();
    // A millisecond late, so that a sweep at midnight arms the next midnight, not its own.
    cancel = clock.setTimer(sweep, dueAt(now + 1, 0) - now);
    sweeping = sweeping.then(() => sweepAll(buckets.values(), now)).catch(report);
  };

  return {
    start: sweep,
    stop: async () => {
      cancel();
      await sweeping;
    },
  };
}

async function sweepAll(buckets: Iterable<Bucket>, now: number): Promise<void> {
  for (const { lifecycleRules, objects, uploads } of buckets) {
    if (lifecycleRules.length === 0) continue;
    for (const record of [...objects.index.records()]) {
      const expiry = objectExpiry(lifecycleRules, record);
      if (expiry && expiry.at <= now) await objects.removeExactly(record);
    }
    for (const record of uploads.all()) {
      const expiry = uploadExpiry(lifecycleRules, record);
      if (expiry && expiry.at <= now) await uploads.abortIfOpen(record);
    }
  }
}

function report(error: unknown): void {
  process.stderr.write(`s3: a lifecycle sweep failed, the next one tries again: ${String(error)}\n`);
}
