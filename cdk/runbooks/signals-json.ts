import type { Config } from '../../lib/config/config.ts';
import { SIGNALS_FILE, type SignalDefinition } from '../../lib/contracts/signal-definitions.ts';
import type { BundleFiles } from '../constructs/staged-bundle.ts';
import type { AlarmRow } from '../monitoring/alarm-row.ts';
import { metricOf } from '../monitoring/add-alarms.ts';
import { signalsOf } from '../monitoring/signals.ts';

/** For `files` of a function that asks the figures behind alarms: functions/shared/signals-file.ts finds it. */
export function signalsJson(config: Config, metricsNamespace: string): BundleFiles {
  const definitions = signalsOf(config).map((row) => definitionOf(row, config, metricsNamespace));
  return { [SIGNALS_FILE]: JSON.stringify(definitions) };
}

/** By the very metric that its alarm is made of. */
function definitionOf(row: AlarmRow, { stage }: Config, metricsNamespace: string): SignalDefinition {
  const settings = { stageName: stage.name, metricsNamespace, periodMs: stage.alarm_period };
  const { namespace, metricName: metric, dimensions = {}, period } = metricOf(row, settings);
  const { name, statistic, comparison = 'at_least', threshold, breaching, periods } = row;
  return {
    ...{ name, namespace, metric, statistic, comparison, threshold, breaching, periods },
    dimensions: Object.fromEntries(Object.entries(dimensions).map(([key, value]) => [key, String(value)])),
    period_seconds: period.toSeconds(),
    shortest_seconds: metricOf({ ...row, periodLength: 1 }, settings).period.toSeconds(),
  };
}
