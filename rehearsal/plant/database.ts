/** A primary behind a pool of connections, and a replica that can read. */
export interface Database {
  readonly poolSize: number;
  /** `lost` is down for good. */
  readonly primary: 'up' | 'down' | 'lost';
  /** Until then it is neither: connections are refused at once. Milliseconds since the epoch. */
  readonly restartedUntil: number;
  /** Connections that somebody took and never gives back. */
  readonly leaked: number;
  readonly leaksPerSecond: number;
  readonly readsReplica: boolean;
}

export interface DatabaseLoad {
  readonly now: number;
  readonly seconds: number;
  readonly readsPerSecond: number;
  readonly writesPerSecond: number;
}

export interface DatabaseFelt {
  /** Of the connections in the pool. */
  readonly takenPercent: number;
  /** Of the connections that were opened meanwhile. */
  readonly connectMs: readonly number[];
  readonly okPerSecond: number;
  readonly failedPerSecond: number;
  /** Shares of what was asked, 0 to 1. */
  readonly readsOk: number;
  readonly writesOk: number;
  readonly queryMs: number;
}

/** Queries a second that the primary can do. */
const CAPACITY = 300;
const QUERY_MS = 40;
const CONNECT_MS = 15;
/** A primary that hangs lets connections time out. */
const CONNECT_TIMEOUT_MS = 6_000;
/** So long a request waits for a connection. */
const PATIENCE_MS = 1_000;
const RESTART_MS = 10_000;

export const SOUND_DATABASE: Database = {
  poolSize: 20,
  primary: 'up',
  restartedUntil: 0,
  leaked: 0,
  leaksPerSecond: 0,
  readsReplica: false,
};

export function queryFor(database: Database, load: DatabaseLoad): { database: Database; felt: DatabaseFelt } {
  const leaked = Math.min(database.poolSize, database.leaked + database.leaksPerSecond * load.seconds);
  const after = { ...database, leaked };
  return { database: after, felt: feltBy(after, load) };
}

/** Everything that runs is cut off. Connections that were never given back stay taken: they are taken on this side. */
export function restartDatabase(database: Database, now: number): Database {
  if (database.primary === 'lost') return database;
  return { ...database, primary: 'up', restartedUntil: now + RESTART_MS };
}

/** Closes all connections. Whoever held on to them fails, and takes no more. */
export function resetPool(database: Database): Database {
  return { ...database, leaked: 0, leaksPerSecond: 0 };
}

export function isServing({ primary, restartedUntil }: Database, now: number): boolean {
  return primary === 'up' && now >= restartedUntil;
}

function feltBy(database: Database, load: DatabaseLoad): DatabaseFelt {
  const { readsReplica, leaked, poolSize } = database;
  const { readsPerSecond, writesPerSecond } = load;
  const asked = readsPerSecond + writesPerSecond;
  const primaryUp = isServing(database, load.now);
  const onPrimary = readsReplica ? writesPerSecond : asked;
  // M/M/1: queries get longer as the primary comes to its limit.
  const queryMs = QUERY_MS / (1 - Math.min(0.98, onPrimary / CAPACITY));
  // Little's law: so many connections are taken by queries.
  const wanted = primaryUp || readsReplica ? (asked * queryMs) / 1_000 : 0;
  const free = poolSize - leaked;
  const gotOne = wanted <= free ? 1 : free / wanted;
  const readsOk = primaryUp || readsReplica ? gotOne : 0;
  const writesOk = primaryUp ? gotOne : 0;
  const okPerSecond = readsPerSecond * readsOk + writesPerSecond * writesOk;
  return {
    takenPercent: (100 * (leaked + Math.min(wanted, free))) / poolSize,
    connectMs: connectionsOf(database, free, load.now),
    ...{ okPerSecond, failedPerSecond: asked - okPerSecond, readsOk, writesOk },
    queryMs: okPerSecond < asked ? PATIENCE_MS : queryMs,
  };
}

/** A pool renews a connection now and then. Without a free place it opens none, and one that is refused took no time. */
function connectionsOf(database: Database, free: number, now: number): number[] {
  if (free < 1) return [];
  if (database.primary !== 'up') return [CONNECT_TIMEOUT_MS];
  return isServing(database, now) ? [CONNECT_MS] : [];
}
