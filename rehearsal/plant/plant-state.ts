import { FOUR_REPLICAS, serveFor, type ApiFelt, type ApiFleet } from './api-fleet.ts';
import { readThrough, WARM_CACHE, type Cache, type CacheFelt } from './cache.ts';
import { queryFor, SOUND_DATABASE, type Database, type DatabaseFelt } from './database.ts';

/** A service: an API that reads through a cache, and writes to the database behind it. */
export interface PlantState {
  readonly requestsPerSecond: number;
  readonly api: ApiFleet;
  readonly cache: Cache;
  readonly database: Database;
  /** As things were a moment ago. */
  readonly felt: Felt;
}

/** What each part of it felt. */
export interface Felt {
  readonly api: ApiFelt;
  readonly cache: CacheFelt;
  readonly database: DatabaseFelt;
  /** What a request waits for its data. */
  readonly dataMs: number;
  /** Share of the requests that are answered as they should be, 0 to 1. */
  readonly answered: number;
}

export interface Passing {
  /** At the end of it. Milliseconds since the epoch. */
  readonly now: number;
  readonly seconds: number;
}

/** Half of what four replicas can do. */
const REQUESTS_PER_SECOND = 40;
const READS_A_REQUEST = 2;
const WRITES_A_REQUEST = 0.5;
const HIT_MS = 1;

export function soundPlant(now: number): PlantState {
  const parts = { api: FOUR_REPLICAS, cache: WARM_CACHE, database: SOUND_DATABASE };
  const settings = { requestsPerSecond: REQUESTS_PER_SECOND, ...parts };
  return pass({ ...settings, dataMs: 0 }, { now, seconds: 1 });
}

/** A second or less at a time. */
export function passTime(state: PlantState, passing: Passing): PlantState {
  return pass({ ...state, dataMs: state.felt.dataMs }, passing);
}

type Before = Omit<PlantState, 'felt'> & { readonly dataMs: number };

function pass({ dataMs: waited, ...state }: Before, { now, seconds }: Passing): PlantState {
  const { requestsPerSecond } = state;
  const { fleet, felt: api } = serveFor(state.api, { now, seconds, requestsPerSecond, dataMs: waited });
  const readsPerSecond = api.servedPerSecond * READS_A_REQUEST;
  const { cache, felt: cached } = readThrough(state.cache, { now, seconds, readsPerSecond });
  const queried = queryFor(state.database, {
    ...{ now, seconds, readsPerSecond: cached.onwardPerSecond },
    writesPerSecond: api.servedPerSecond * WRITES_A_REQUEST,
  });
  const { felt: asked } = queried;
  const onward = readsPerSecond === 0 ? 0 : cached.onwardPerSecond / readsPerSecond;
  const dataMs =
    READS_A_REQUEST * ((1 - onward) * HIT_MS + onward * asked.queryMs) + WRITES_A_REQUEST * asked.queryMs;
  const turnedAway = api.refusedPerSecond / requestsPerSecond;
  const readsOk = 1 - cached.lost - onward * (1 - asked.readsOk);
  const answered =
    Math.max(0, 1 - turnedAway) *
    Math.max(0, readsOk) ** READS_A_REQUEST *
    asked.writesOk ** WRITES_A_REQUEST;
  return {
    ...{ requestsPerSecond, api: fleet, cache, database: queried.database },
    felt: { api, cache: cached, database: asked, dataMs, answered },
  };
}
