import {
  type Alarm,
  AlarmWidget,
  Dashboard,
  GraphWidget,
  MathExpression,
  Metric,
  PeriodOverride,
  TextWidget,
  type IMetric,
  type IWidget,
} from 'aws-cdk-lib/aws-cloudwatch';
import { Duration } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { ForeignMetric } from '../../lib/contracts/observability-config.ts';
import type { AlarmSettings } from './add-alarms.ts';
import { PANELS, type CloudWatchLine, type Panel } from './panels.ts';

export interface DashboardSettings extends AlarmSettings {
  readonly modes: readonly string[];
  /** How often the cache behind the modes hits, in percent. */
  readonly cache: ForeignMetric;
}

/** A cache publishes once a minute. */
const MINUTE_MS = 60_000;

/** CloudWatch's grid is 24 wide. */
const PANEL_WIDTH = 8;
const SIGNAL_WIDTH = 6;

/** Everything of a stage on one page: the panels, then a widget for each signal with its threshold. $3 a month. */
export function addDashboard(
  scope: Construct,
  alarms: readonly Alarm[],
  settings: DashboardSettings,
): Dashboard {
  return new Dashboard(scope, 'Dashboard', {
    dashboardName: `artisan-${settings.stageName}`,
    // Periods are those of the stage, however much of it is looked at.
    periodOverride: PeriodOverride.INHERIT,
    widgets: [
      ...rowsOf(
        PANELS.map((panel) => panelWidget(panel, settings)),
        24 / PANEL_WIDTH,
      ),
      [new TextWidget({ width: 24, height: 1, markdown: '## Signals' })],
      ...rowsOf(alarms.map(signalWidget), 24 / SIGNAL_WIDTH),
    ],
  });
}

function panelWidget({ title, cloudWatch }: Panel, settings: DashboardSettings): IWidget {
  return new GraphWidget({
    title,
    width: PANEL_WIDTH,
    height: 6,
    left: cloudWatch.flatMap((line) => metricsOf(line, settings)),
    liveData: true,
  });
}

function metricsOf(line: CloudWatchLine, settings: DashboardSettings): IMetric[] {
  if (!line.byMode) return [metricOf(line, { ...settings, label: line.label ?? line.metric })];
  return settings.modes.map((mode) =>
    metricOf(line, { ...settings, mode, label: line.label === undefined ? mode : `${mode} ${line.label}` }),
  );
}

interface Drawn extends DashboardSettings {
  readonly mode?: string;
  readonly label: string;
}

function metricOf({ metric, minus, statistic }: CloudWatchLine, drawn: Drawn): IMetric {
  const { metricsNamespace: namespace, mode, label, cache } = drawn;
  const period = Duration.millis(drawn.periodMs);
  const own = (metricName: string) =>
    new Metric({
      ...{ namespace, metricName, statistic, period },
      ...(mode !== undefined && { dimensionsMap: { Mode: mode } }),
    });
  if (metric === 'cache')
    return new Metric({
      ...{ namespace: cache.namespace, metricName: cache.name, dimensionsMap: cache.dimensions },
      ...{ statistic, period: Duration.millis(Math.max(drawn.periodMs, MINUTE_MS)), label },
    });
  if (minus === undefined) return own(metric).with({ label });
  const [from, off] = [`from_${mode ?? 'all'}`, `off_${mode ?? 'all'}`];
  return new MathExpression({
    ...{ expression: `${from} - ${off}`, usingMetrics: { [from]: own(metric), [off]: own(minus) } },
    ...{ label, period },
  });
}

function signalWidget(alarm: Alarm): IWidget {
  return new AlarmWidget({ alarm, title: alarm.node.id, width: SIGNAL_WIDTH, height: 5 });
}

function rowsOf(widgets: readonly IWidget[], perRow: number): IWidget[][] {
  const rows = Math.ceil(widgets.length / perRow);
  return Array.from({ length: rows }, (_, row) => widgets.slice(row * perRow, (row + 1) * perRow));
}
