import type { Felt } from './plant-state.ts';

/** A figure of docs/signals.md, with how often each of its values was seen. */
export interface Signal {
  readonly target: 'api' | 'database' | 'cache';
  readonly metric: string;
  readonly unit: 'Milliseconds' | 'Percent' | 'Count' | 'None';
  readonly values: ReadonlyMap<number, number>;
}

/** Collects what the parts feel until it is reported. */
export interface SignalCollector {
  add(felt: Felt, seconds: number): void;
  /** What was collected since the last time. */
  take(): readonly Signal[];
}

type Weighted = readonly [value: number, times: number];

interface Figure extends Omit<Signal, 'values'> {
  readonly of: (felt: Felt, seconds: number) => readonly Weighted[];
}

const once = (value: number): readonly Weighted[] => [[value, 1]];

const FIGURES: readonly Figure[] = [
  {
    ...{ target: 'api', metric: 'Latency', unit: 'Milliseconds' },
    of: ({ api: { latenciesMs, servedPerSecond } }, seconds) =>
      latenciesMs.map((ms) => [Math.round(ms), (servedPerSecond * seconds) / latenciesMs.length]),
  },
  {
    ...{ target: 'api', metric: 'CpuUtilization', unit: 'Percent' },
    of: ({ api }) => once(Math.round(api.cpuPercent)),
  },
  {
    ...{ target: 'api', metric: 'QueueLength', unit: 'Count' },
    of: ({ api }) => once(Math.round(api.waiting)),
  },
  {
    ...{ target: 'database', metric: 'PoolUtilization', unit: 'Percent' },
    of: ({ database }) => once(Math.round(database.takenPercent)),
  },
  {
    ...{ target: 'database', metric: 'ConnectTime', unit: 'Milliseconds' },
    of: ({ database }) => database.connectMs.map((ms) => [ms, 1]),
  },
  {
    ...{ target: 'database', metric: 'QueryErrors', unit: 'None' },
    of: ({ database: { okPerSecond, failedPerSecond } }, seconds) => [
      [0, okPerSecond * seconds],
      [1, failedPerSecond * seconds],
    ],
  },
  {
    ...{ target: 'cache', metric: 'ConnectErrors', unit: 'None' },
    of: ({ cache }, seconds) => [[1, cache.failedConnectsPerSecond * seconds]],
  },
];

export function createSignalCollector(): SignalCollector {
  let collected = FIGURES.map(() => new Map<number, number>());
  let asked = { hits: 0, all: 0 };
  return {
    add: (felt, seconds) => {
      for (const [index, { of }] of FIGURES.entries())
        for (const [value, times] of of(felt, seconds)) count(collected[index], value, times);
      const { hitsPerSecond = 0, missesPerSecond = 0 } = felt.cache.asked ?? {};
      asked = {
        hits: asked.hits + hitsPerSecond * seconds,
        all: asked.all + (hitsPerSecond + missesPerSecond) * seconds,
      };
    },
    take: () => {
      const signals = FIGURES.map(({ target, metric, unit }, index) => ({
        ...{ target, metric, unit },
        values: collected[index] ?? new Map<number, number>(),
      }));
      const all = [...signals, ...hitRateOf(asked)];
      collected = FIGURES.map(() => new Map<number, number>());
      asked = { hits: 0, all: 0 };
      return all.filter(({ values }) => values.size > 0);
    },
  };
}

function count(values: Map<number, number> | undefined, value: number, times: number): void {
  if (times > 0) values?.set(value, (values.get(value) ?? 0) + times);
}

/** One value for all that was asked since the last report; none when nobody asked. */
function hitRateOf({ hits, all }: { readonly hits: number; readonly all: number }): readonly Signal[] {
  if (all === 0) return [];
  return [
    { target: 'cache', metric: 'HitRate', unit: 'Percent', values: new Map([[(100 * hits) / all, 1]]) },
  ];
}
