import * as v from 'valibot';
import { signalsJson } from '../../../cdk/runbooks/signals-json.ts';
import { loadConfig } from '../../../lib/config/load-config.ts';
import {
  SIGNALS_FILE,
  signalDefinitions,
  type SignalDefinition,
} from '../../../lib/contracts/signal-definitions.ts';
import type { Figure, FigureQuery } from '../../../lib/signals/ports.ts';

let signals: readonly SignalDefinition[] | undefined;

/** What the alarms of the shipped configuration look at, as stage local has them. */
export function shippedSignals(): readonly SignalDefinition[] {
  signals ??= v.parse(
    signalDefinitions,
    JSON.parse(
      signalsJson(loadConfig({ folder: 'configs', stage: 'local' }), 'Artisan/local')[SIGNALS_FILE] ?? '',
    ),
  );
  return signals;
}

/**
 * Figures in which this alarm alone goes off, and as late as can be: its last periods breach, no more of them than it
 * needs, and by as little as can be.
 */
export function justAbove(name: string): (query: FigureQuery) => readonly Figure[] {
  const alarm = shippedSignals().find((signal) => signal.name === name);
  if (!alarm) throw new Error(`There is no alarm ${name}`);
  const beyond = alarm.comparison === 'above' ? 1 : 0;
  return ({ signal, to, periodSeconds }) =>
    isSame(signal, alarm)
      ? Array.from({ length: alarm.breaching }, (_, index) => ({
          at: to - (index + 1) * periodSeconds * 1_000,
          value: alarm.threshold + beyond,
        }))
      : [];
}

function isSame(asked: FigureQuery['signal'], of: FigureQuery['signal']): boolean {
  const key = ({ namespace, metric, dimensions, statistic }: FigureQuery['signal']) =>
    JSON.stringify([namespace, metric, dimensions, statistic]);
  return key(asked) === key(of);
}
