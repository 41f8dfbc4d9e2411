import type { Config } from '../../lib/config/config.ts';
import type { AlarmRow } from './alarm-row.ts';
import { ALARMS } from './alarms.ts';

type Signals = Config['alarms']['signals'];

/** Every signal of a stage: those on Artisan itself, and those of alarms.yaml. */
export function signalsOf({ alarms }: Config): readonly AlarmRow[] {
  const own = new Set(ALARMS.map(({ name }) => name));
  const taken = Object.keys(alarms.signals).filter((name) => own.has(name));
  if (taken.length > 0)
    throw new Error(`alarms.yaml names ${taken.join(', ')}, which are alarms of Artisan itself already`);
  return [
    ...ALARMS,
    ...Object.entries(alarms.signals).map(([name, signal]) => rowOf(name, signal, alarms.namespace)),
  ];
}

function rowOf(name: string, signal: Signals[string], namespace: string): AlarmRow {
  const { severity, description, statistic, threshold, breaching, periods } = signal;
  return {
    name,
    severity,
    description,
    metric: {
      namespace: signal.namespace ?? namespace,
      name: signal.metric,
      dimensions: () => signal.dimensions,
    },
    statistic,
    comparison: signal.is,
    threshold,
    periodLength: signal.period,
    breaching,
    periods,
    treatMissingData: signal.missing === 'breaching' ? 'breaching' : 'notBreaching',
    missingBecause: signal.missing_because,
  };
}
