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

export interface LeaseDependencies {
  readonly config: LoadBalancing;
  readonly store: LeaseStore;
  readonly random: RandomSource;
  /** Told of each store failure that an answer went around. */
  readonly onStoreError: (error: StoreError) => void;
}

/** Where a request goes. Without a lease id it is not counted: the mode has no replicas, or the table is out of reach. */
export type Place =
  | { readonly isFull: true }
  | { readonly isFull: false; readonly replica?: string; readonly leaseId?: string };

interface HeldLease {
  readonly leaseId: string;
  readonly selection: LeaseOwner;
}

export interface Leases {
  take(owner: LeaseOwner): Promise<Place>;
  /** Leases that are not held, not of their owner or run out change nothing. One write a mode and bucket. */
  giveBack(held: readonly HeldLease[]): Promise<void>;
}

/**
 * Requests in flight, in buckets of time, each a set of leases. Older buckets only lose leases, and the newest takes one
 * under the condition that all together stay within the limit: so the limit holds, but for the moment in which a
 * bucket begins (docs/adr/0014).
 */
export function createLeases(deps: LeaseDependencies): Leases {
  return {
    take: (owner) => take(deps, owner),
    giveBack: async (held) => {
      const returns = Map.groupBy(
        held.flatMap(returnOf(deps.config)),
        ({ mode, start }) => `${mode} ${start}`,
      );
      await Promise.all(
        [...returns.values()].map(async (some) => {
          const [{ mode, start } = { mode: '', start: 0 }] = some;
          await deps.store.giveBack(
            mode,
            start,
            some.map(({ lease }) => lease),
          );
        }),
      );
    },
  };
}

const returnOf =
  ({ lease_ttl_ms }: LoadBalancing) =>
  ({ leaseId, selection }: HeldLease) => {
    const lease = readLease(leaseId, selection);
    const { start } = bucketOf(selection.at, lease_ttl_ms);
    return lease ? [{ mode: selection.mode, start, lease }] : [];
  };

async function take(deps: LeaseDependencies, owner: LeaseOwner): Promise<Place> {
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
  { config, store, random }: LeaseDependencies,
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
