import type { TargetConfig } from '../../../lib/contracts/targets.ts';
import type { Served } from '../../../lib/contracts/target-names.ts';
import type { FigureQuery, SignalFigures } from '../../../lib/signals/ports.ts';
import type { BoundedOperation, Observation, TargetAdapter } from '../../../lib/targets/ports.ts';
import { createTargets, type Targets } from '../../../lib/targets/targets.ts';

/** What the three runbooks find, and what their operations do to it. */
export interface PlantState {
  replicas: number;
  /** `lost` is down, and no restart helps. */
  database: 'up' | 'down' | 'lost';
  pool: 'sound' | 'exhausted';
  readsReplica: boolean;
  cache: 'up' | 'down' | 'lost';
  isBypassed: boolean;
  isWarm: boolean;
  /** Share of the queries that fail whatever is done about it, 0 to 1. */
  failingQueries: number;
  /** Of a warm cache. Percent. */
  hitRate: number;
}

export const SOUND: PlantState = {
  ...{ replicas: 8, database: 'up', pool: 'sound', readsReplica: false },
  ...{ cache: 'up', isBypassed: false, isWarm: true },
  ...{ failingQueries: 0, hitRate: 80 },
};

/** As configs/targets.yaml ships it, with webhooks that have URLs. */
export const CONFIGURED: Readonly<Record<string, TargetConfig>> = {
  api: { max_replicas: 12, webhook: { serves: ['check', 'scale', 'restart'], timeout_ms: 3_000 } },
  database: {
    webhook: { serves: ['check', 'restart', 'reset_pool', 'enable_read_replica'], timeout_ms: 3_000 },
  },
  cache: {
    bypass_rate_per_second: 50,
    webhook: { serves: ['check', 'restart', 'bypass_cache', 'end_bypass', 'warm_cache'], timeout_ms: 3_000 },
  },
};

/** How many replicas the load needs. */
const NEEDED = 8;

/** A plant that gets better by the right operation and by nothing else. */
export class TargetPlant {
  readonly state: PlantState;
  /** `cache restart`, in the order they were done: a repeated effect is not done again. */
  readonly done: string[] = [];
  /** Every message that could have changed something, repetitions included. */
  readonly orders: {
    readonly target: string;
    readonly effectId: string;
    readonly order: BoundedOperation;
  }[] = [];
  /** Metrics that nobody reports. */
  readonly silent = new Set<string>();
  readonly targets: Targets;

  constructor(broken: Partial<PlantState>, configured = CONFIGURED) {
    this.state = { ...SOUND, ...broken };
    this.targets = createTargets(
      Object.fromEntries(
        Object.entries(configured).map(([name, config]) => [
          name,
          { config, adapters: [this.#adapter(name, config.webhook?.serves ?? [])] },
        ]),
      ),
    );
  }

  /** Each period that is asked for has the figure of now. */
  readonly figures: SignalFigures = {
    read: ({ signal, from, to, periodSeconds }: FigureQuery) => {
      const value = this.silent.has(signal.metric) ? undefined : this.#felt(signal.metric);
      const periods = Math.floor((to - from) / (periodSeconds * 1_000));
      return Promise.resolve(
        value === undefined
          ? []
          : Array.from({ length: periods }, (_, index) => ({
              at: from + index * periodSeconds * 1_000,
              value,
            })),
      );
    },
  };

  /** As its operator's webhook would: each effect once. */
  answer(target: string, order: BoundedOperation | { readonly name: 'check' }, effectId = ''): object {
    if (order.name === 'check') {
      const { text: detail, healthy, values } = this.#observed(target);
      return { healthy, values, detail };
    }
    const isRepeated = this.orders.some((earlier) => earlier.effectId === effectId);
    this.orders.push({ target, effectId, order });
    if (!isRepeated) this.#follow(target, order);
    return { detail: 'taken' };
  }

  #felt(metric: string): number | undefined {
    const { replicas, database, pool, cache, isBypassed, isWarm, failingQueries, hitRate } = this.state;
    const isSlow = replicas < NEEDED;
    const figures: Readonly<Record<string, number | undefined>> = {
      Latency: isSlow ? 6_000 : 300,
      CpuUtilization: isSlow ? 97 : 60,
      QueueLength: isSlow ? 400 : 0,
      PoolUtilization: pool === 'exhausted' ? 100 : 40,
      ConnectTime: database !== 'up' ? 6_000 : 15,
      QueryErrors: database !== 'up' || pool === 'exhausted' ? 1 : failingQueries,
      ConnectErrors: cache !== 'up' ? 1 : undefined,
      HitRate: isBypassed ? undefined : cache !== 'up' || !isWarm ? 0 : hitRate,
    };
    return figures[metric];
  }

  #adapter(target: string, serves: readonly Served[]): TargetAdapter {
    return {
      kind: 'webhook',
      serves: (what) => serves.includes(what),
      observe: () => Promise.resolve(this.#observed(target)),
      describe: (operation) => ({ url: `https://ops.example.com/${target}`, body: { ...operation } }),
      apply: (order, { id }) => {
        this.answer(target, order, id);
        return Promise.resolve('taken');
      },
    };
  }

  #observed(target: string): Observation {
    const { replicas, database, cache } = this.state;
    if (target === 'api')
      return { healthy: replicas >= NEEDED, values: { replicas }, text: `${replicas} run` };
    const is = target === 'cache' ? cache : database;
    return { healthy: is === 'up', values: { is }, text: `it is ${is}` };
  }

  #restarted(target: string): Partial<PlantState> {
    const { cache, database } = this.state;
    if (target === 'cache') return cache === 'lost' ? {} : { cache: 'up', isWarm: false };
    return database === 'lost' ? {} : { database: 'up' };
  }

  #follow(target: string, order: BoundedOperation): void {
    this.done.push(`${target} ${order.name}`);
    const change: Readonly<Record<BoundedOperation['name'], Partial<PlantState>>> = {
      scale: 'replicas' in order ? { replicas: order.replicas } : {},
      restart: this.#restarted(target),
      reset_pool: { pool: 'sound' },
      enable_read_replica: { readsReplica: true },
      bypass_cache: { isBypassed: true },
      end_bypass: { isBypassed: false },
      warm_cache: { isWarm: this.state.cache === 'up' },
    };
    Object.assign(this.state, change[order.name]);
  }
}
