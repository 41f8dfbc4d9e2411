import { familiesOf, type Observed } from '../../lib/observability/families.ts';
import type { CacheSource, ScrapeTokens } from '../../lib/observability/ports.ts';
import { PROMETHEUS_TEXT, prometheusText } from '../../lib/observability/prometheus-text.ts';
import { namesOneOf } from '../../lib/observability/scrape-token.ts';
import type { AlarmStateSource, Snapshot, SnapshotSource } from '../../lib/observability/snapshot.ts';
import { cachedRead } from '../../lib/shared/cached-read.ts';
import type { Clock } from '../../lib/shared/clock.ts';
import { StoreUnavailableError } from '../../lib/shared/store-errors.ts';
import { ProblemError } from '../shared/problem.ts';
import { route, type BoundRoute } from '../shared/route.ts';

export interface MetricsRouteDependencies {
  readonly snapshots: SnapshotSource;
  readonly alarms: AlarmStateSource;
  readonly cache: CacheSource;
  readonly tokens: ScrapeTokens;
  /** Name of the parameter that holds the tokens, for whoever has to set one. */
  readonly tokenIsKept: string;
  /** Of the configuration. */
  readonly known: Pick<Observed, 'modes' | 'models' | 'latencyBounds'>;
  readonly clock: Clock;
  readonly onError: (error: unknown) => void;
}

/** Calls that cost money or time are made once a minute, however often it is scraped. */
const CACHED_FOR_MS = 60_000;
/** What could not be read again for so long says nothing any more. */
const GOOD_FOR_MS = 5 * 60_000;

/** GET /metrics: Prometheus can't sign its scrapes, so the function looks at a bearer token itself. */
export function metricsRoute(deps: MetricsRouteDependencies): BoundRoute {
  const { snapshots, clock, known, onError } = deps;
  const authorize = createAuthorization(deps);
  const alarms = recent(() => deps.alarms.read());
  const hitRate = recent(async () => ({ value: await deps.cache.hitRate() }));
  return route({
    handle: async ({ headers }) => {
      await authorize(headers['authorization']);
      const [snapshot, states, hits] = await Promise.all([tableRead(), alarms(), hitRate()]);
      const observed = { ...known, snapshot, alarms: states, cacheHitRate: hits?.value };
      return {
        status: 200,
        headers: { 'content-type': PROMETHEUS_TEXT, 'cache-control': 'no-store' },
        body: undefined,
        text: prometheusText(familiesOf(observed)),
      };
    },
  });

  /** Without it there is nothing to answer: told as a gap all the same, since an error a scrape is too few for ServerErrors. */
  function tableRead(): Promise<Snapshot> {
    return snapshots.read().catch((error: unknown) => {
      onError(error);
      throw error;
    });
  }

  /** What was read within the last minutes; undefined when that is not to be had. */
  function recent<T>(read: () => Promise<T>) {
    const current = cachedRead({ read, clock, maxAgeMs: CACHED_FOR_MS, onError });
    return async (): Promise<T | undefined> => {
      const { value, confirmedAt } = await current();
      return clock.now() - confirmedAt <= GOOD_FOR_MS ? value : undefined;
    };
  }
}

/** Before anything is read for it: whoever has no token costs nothing. */
function createAuthorization({ tokens, tokenIsKept, clock, onError }: MetricsRouteDependencies) {
  const current = cachedRead({
    read: async () => ({ text: await tokens.read() }),
    clock,
    maxAgeMs: CACHED_FOR_MS,
    onError,
  });
  return async (header: string | undefined): Promise<void> => {
    const { value: kept } = await current();
    if (!kept) throw new StoreUnavailableError('parameter store', undefined);
    if (kept.text !== undefined && namesOneOf(kept.text, header)) return;
    const detail =
      kept.text === undefined
        ? `Nobody may read this yet: no token is kept in the parameter ${tokenIsKept}`
        : 'This needs the bearer token of the stage: Authorization: Bearer <token>';
    throw new ProblemError('unauthorized', detail, {
      headers: { 'www-authenticate': 'Bearer realm="metrics"' },
    });
  };
}
