import type { SignalDefinition } from '../../../lib/contracts/signal-definitions.ts';
import type { Figure, FigureQuery, SignalFigures } from '../../../lib/signals/ports.ts';

export const NOON = Date.UTC(2026, 2, 1, 12);
export const MINUTE = 60_000;

export function aSignal(change: Partial<SignalDefinition> = {}): SignalDefinition {
  return {
    name: 'ApiCpu',
    namespace: 'Artisan/test/Targets',
    metric: 'CpuUtilization',
    dimensions: { Target: 'api' },
    statistic: 'Average',
    comparison: 'above',
    threshold: 85,
    period_seconds: 60,
    breaching: 2,
    periods: 3,
    shortest_seconds: 60,
    ...change,
  };
}

/** Figures by the minute that they are of, from noon. */
export function figuresOf(byMinute: Readonly<Record<number, number>>) {
  const asked: FigureQuery[] = [];
  const all = Object.entries(byMinute).map(([minute, value]): Figure => ({
    at: NOON + Number(minute) * MINUTE,
    value,
  }));
  const figures: SignalFigures = {
    read: (query) => {
      asked.push(query);
      const found = all.filter(({ at }) => at >= query.from && at < query.to);
      return Promise.resolve(found.sort((a, b) => a.at - b.at));
    },
  };
  return { figures, asked };
}
