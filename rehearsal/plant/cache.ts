/** A cache before the database, and whether requests go through it. */
export interface Cache {
  /** `lost` is down for good. */
  readonly server: 'up' | 'down' | 'lost';
  /** Milliseconds since the epoch; until then nothing connects. */
  readonly restartedUntil: number;
  /** Requests go past it, so many a second at most. */
  readonly bypass: { readonly mostPerSecond: number } | undefined;
  /** Share of what is asked for again and again that it holds, 0 to 1. */
  readonly warmth: number;
  /** It is to be filled as soon as it is back. */
  readonly isAwaited: boolean;
}

export interface CacheLoad {
  readonly now: number;
  readonly seconds: number;
  readonly readsPerSecond: number;
}

export interface CacheFelt {
  /** Undefined while nobody asks it. */
  readonly asked?: { readonly hitsPerSecond: number; readonly missesPerSecond: number };
  readonly failedConnectsPerSecond: number;
  /** Reads that go on to the database. */
  readonly onwardPerSecond: number;
  /** Reads that ended here, by a failure or by the limit of the bypass; a share, 0 to 1. */
  readonly lost: number;
}

/** Things that nobody asks for twice. */
const MOST_HITS = 0.95;
/** So many misses fill two thirds of it: minutes, left to itself. */
const FILLING_READS = 6_000;
const RESTART_MS = 3_000;
/** While it is bypassed, its clients go on trying to connect. */
const TRIES_PER_SECOND = 1;

export const WARM_CACHE: Cache = {
  server: 'up',
  restartedUntil: 0,
  bypass: undefined,
  warmth: 0.97,
  isAwaited: false,
};

export function readThrough(before: Cache, load: CacheLoad): { cache: Cache; felt: CacheFelt } {
  const { readsPerSecond, seconds } = load;
  const isUp = answers(before, load.now);
  const cache = isUp && before.isAwaited ? filled(before) : before;
  const failed = (perSecond: number) => (isUp ? 0 : perSecond);
  if (cache.bypass) {
    const onwardPerSecond = Math.min(readsPerSecond, cache.bypass.mostPerSecond);
    const lost = readsPerSecond === 0 ? 0 : 1 - onwardPerSecond / readsPerSecond;
    return {
      cache,
      felt: { failedConnectsPerSecond: failed(TRIES_PER_SECOND), onwardPerSecond, lost },
    };
  }
  const hitsPerSecond = isUp ? readsPerSecond * cache.warmth * MOST_HITS : 0;
  const missesPerSecond = readsPerSecond - hitsPerSecond;
  const onwardPerSecond = isUp ? missesPerSecond : 0;
  const share = 1 - Math.exp((-onwardPerSecond * seconds) / FILLING_READS);
  return {
    cache: { ...cache, warmth: cache.warmth + (1 - cache.warmth) * share },
    felt: {
      asked: { hitsPerSecond, missesPerSecond },
      failedConnectsPerSecond: failed(readsPerSecond),
      onwardPerSecond,
      lost: isUp ? 0 : 1,
    },
  };
}

/** It comes back empty. */
export function restartCache(cache: Cache, now: number): Cache {
  if (cache.server === 'lost') return cache;
  return { ...cache, server: 'up', restartedUntil: now + RESTART_MS, warmth: 0 };
}

/** With what is asked for most; one that restarts as soon as it is back. One that is down can't be filled: undefined. */
export function warmUp(cache: Cache, now: number): Cache | undefined {
  if (cache.server !== 'up') return undefined;
  return answers(cache, now) ? filled(cache) : { ...cache, isAwaited: true };
}

export function answers({ server, restartedUntil }: Cache, now: number): boolean {
  return server === 'up' && now >= restartedUntil;
}

const filled = (cache: Cache): Cache => ({
  ...cache,
  warmth: Math.max(cache.warmth, WARM_CACHE.warmth),
  isAwaited: false,
});
