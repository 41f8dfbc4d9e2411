import {
  type Alarm,
  AlarmWidget,
  Dashboard,
  GraphWidget,
  Metric,
  PeriodOverride,
  TextWidget,
  type IWidget,
} from 'aws-cdk-lib/aws-cloudwatch';
import { Duration } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { AlarmSettings } from './add-alarms.ts';
import { PANELS, type CloudWatchLine, type Panel } from './panels.ts';

export interface DashboardSettings extends AlarmSettings {
  readonly modes: readonly string[];
}

/** CloudWatch's grid is 24 wide. */
const PANEL_WIDTH = 8;
const SIGNAL_WIDTH = 6;

/** Everything of a stage on one page: the panels, then a widget for each signal with its threshold. $3 a month. */
export function addDashboard(
  scope: Construct,
  alarms: readonly Alarm[],
  settings: DashboardSettings,
): Dashboard {
  const panels = PANELS.filter(({ cloudWatch }) => cloudWatch.length > 0);
  return new Dashboard(scope, 'Dashboard', {
    dashboardName: `artisan-${settings.stageName}`,
    // Periods are those of the stage, however much of it is looked at.
    periodOverride: PeriodOverride.INHERIT,
    widgets: [
      ...rowsOf(
        panels.map((panel) => panelWidget(panel, settings)),
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

function metricsOf({ metric, statistic, byMode }: CloudWatchLine, settings: DashboardSettings): Metric[] {
  const common = {
    namespace: settings.metricsNamespace,
    metricName: metric,
    statistic,
    period: Duration.millis(settings.periodMs),
  };
  if (byMode === undefined) return [new Metric({ ...common, label: metric })];
  return settings.modes.map(
    (mode) => new Metric({ ...common, dimensionsMap: { [byMode]: mode }, label: mode }),
  );
}

function signalWidget(alarm: Alarm): IWidget {
  return new AlarmWidget({ alarm, title: alarm.node.id, width: SIGNAL_WIDTH, height: 5 });
}

function rowsOf(widgets: readonly IWidget[], perRow: number): IWidget[][] {
  const rows = Math.ceil(widgets.length / perRow);
  return Array.from({ length: rows }, (_, row) => widgets.slice(row * perRow, (row + 1) * perRow));
}
