import type { Mode } from '../contracts/mode.ts';
import type { RandomSource } from '../shared/random.ts';
import { StoreError } from '../shared/store-errors.ts';
import { bucketOf } from './bucket.ts';
import { leastBusy } from './least-connections.ts';
import { leaseFor, leaseIdOf, readLease, type Lease, type LeaseOwner } from './lease.ts';
import type { LeaseBucket, LeaseStore } from './ports.ts';

export interface LoadBalancing {
  /** A mode that is not here has no replicas, no leases and no limit. */
  readonly replicas: Readonly<Record<Mode, readonly string[]>>;
  /** Most requests in flight for a mode. */
  readonly max_queue_size: number;
  readonly lease_ttl_ms: number;
}

export interface QueueDependencies {
  readonly config: LoadBalancing;
  readonly store: Pick<LeaseStore, 'read' | 'take'>;
  readonly random: RandomSource;
  /** Told of each store failure that an answer went around. */
  readonly onStoreError: (error: StoreError) => void;
}

/** Where a request goes. Without a lease id it is not counted: the mode has no replicas, or the table is out of reach. */
export interface Place {
  readonly isFull: boolean;
  readonly replica?: string;
  readonly leaseId?: string;
}

interface HeldLease {
  readonly leaseId: string;
  readonly selection: LeaseOwner;
}

/**
 * Requests in flight, in buckets of time, each a set of leases. Older buckets only lose leases, and the newest takes one
 * under the condition that all together stay within the limit: so the limit holds, but for the moment in which a
 * bucket begins (docs/adr/0014).
 */
export function createQueues(deps: QueueDependencies): { take(owner: LeaseOwner): Promise<Place> } {
  return { take: (owner) => take(deps, owner) };
}

/** Leases that are not held, not of their owner or run out change nothing. One write a mode and bucket. */
export function createReturns(
  config: Pick<LoadBalancing, 'lease_ttl_ms'>,
  store: Pick<LeaseStore, 'giveBack'>,
) {
  return {
    giveBack: async (held: readonly HeldLease[]): Promise<void> => {
      const returns = Map.groupBy(held.flatMap(returnOf(config)), ({ mode, start }) => `${mode} ${start}`);
      await Promise.all(
        [...returns.values()].map(async (some) => {
          const [{ mode, start } = { mode: '', start: 0 }] = some;
          const leases = some.map(({ lease }) => lease);
          await store.giveBack(mode, start, leases);
        }),
      );
    },
  };
}

const returnOf =
  ({ lease_ttl_ms }: Pick<LoadBalancing, 'lease_ttl_ms'>) =>
  ({ leaseId, selection }: HeldLease) => {
    const lease = readLease(leaseId, selection);
    const { start } = bucketOf(selection.at, lease_ttl_ms);
    return lease ? [{ mode: selection.mode, start, lease }] : [];
  };

async function take(deps: QueueDependencies, owner: LeaseOwner): Promise<Place> {
  const { mode } = owner;
  const replicas = Object.hasOwn(deps.config.replicas, mode) ? deps.config.replicas[mode] : undefined;
  if (!replicas) return { isFull: false };
  try {
    return await takeOne(deps, owner, replicas);
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    deps.onStoreError(error);
    return { isFull: false, replica: leastBusy(replicas, [], deps.random) };
  }
}

async function takeOne(
  { config, store, random }: QueueDependencies,
  owner: LeaseOwner,
  replicas: readonly string[],
): Promise<Place> {
  const { start, liveFrom, deadAt } = bucketOf(owner.at, config.lease_ttl_ms);
  const buckets = await store.read(owner.mode, liveFrom);
  const room = config.max_queue_size - inFlightOf(buckets.filter((bucket) => bucket.start !== start)).length;
  if (room <= 0) return { isFull: true };
  const lease = leaseFor(leastBusy(replicas, inFlightOf(buckets), random), owner);
  const isTaken = await store.take({ mode: owner.mode, start, deadAt, lease, room });
  return isTaken ? { isFull: false, replica: lease.replica, leaseId: leaseIdOf(lease) } : { isFull: true };
}

const inFlightOf = (buckets: readonly LeaseBucket[]): readonly Lease[] =>
  buckets.flatMap(({ leases }) => leases);
