import type { RandomSource } from '../shared/random.ts';
import type { Lease } from './lease.ts';

/** One of the replicas with the fewest leases in flight: which one of several is left to chance. */
export function leastBusy(
  replicas: readonly string[],
  inFlight: readonly Lease[],
  random: RandomSource,
): string {
  const counts = new Map(replicas.map((replica) => [replica, 0]));
  for (const { replica } of inFlight) {
    const count = counts.get(replica);
    if (count !== undefined) counts.set(replica, count + 1);
  }
  const fewest = Math.min(...counts.values());
  const candidates = replicas.filter((replica) => counts.get(replica) === fewest);
  const chosen = candidates[Math.floor(random() * candidates.length)];
  if (chosen === undefined) throw new RangeError('There is no replica to choose from');
  return chosen;
}
