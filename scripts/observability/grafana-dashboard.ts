import type { AlarmRow } from '../../cdk/monitoring/alarm-row.ts';
import { PANELS, type Panel } from '../../cdk/monitoring/panels.ts';
import { lightOf } from './light.ts';
import { SIGNALS } from './signals.ts';

interface Place {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

/** Grafana's grid is 24 wide. */
const GRID = 24;
const PANEL = { w: 8, h: 8 } as const;
const SIGNAL = { w: 4, h: 3 } as const;
const DATA_SOURCE = { type: 'prometheus', uid: '${datasource}' } as const;

/** configs/observability/grafana-dashboard.json: import it, and choose the Prometheus that scrapes GET /metrics. */
export function grafanaDashboard(): string {
  const panels = PANELS.map((panel, index) => graph(panel, placeOf(PANEL, index, 0)));
  const signalsFrom = Math.ceil(PANELS.length / (GRID / PANEL.w)) * PANEL.h + 1;
  const header = {
    type: 'row',
    title: 'Signals',
    collapsed: false,
    panels: [],
    gridPos: { x: 0, y: signalsFrom - 1, w: GRID, h: 1 },
  };
  const signals = SIGNALS.map((row, index) => light(row, placeOf(SIGNAL, index, signalsFrom)));
  const numbered = [...panels, header, ...signals].map((panel, index) => ({ id: index + 1, ...panel }));
  return `${JSON.stringify(dashboardOf(numbered), null, 2)}\n`;
}

function dashboardOf(panels: readonly object[]) {
  return {
    uid: 'artisan',
    title: 'Artisan: the first 48 hours',
    tags: ['artisan'],
    // Of Grafana 10.
    schemaVersion: 38,
    timezone: 'utc',
    refresh: '30s',
    time: { from: 'now-48h', to: 'now' },
    templating: {
      list: [{ name: 'datasource', type: 'datasource', query: 'prometheus', label: 'Prometheus' }],
    },
    annotations: {
      list: [
        {
          name: 'Rollbacks',
          datasource: DATA_SOURCE,
          enable: true,
          iconColor: 'orange',
          expr: 'changes(checkpoint_rollbacks_total[1m]) > 0',
          titleFormat: 'Rollback',
        },
      ],
    },
    panels,
  };
}

function graph({ title, description, unit, prometheus }: Panel, gridPos: Place) {
  return {
    type: 'timeseries',
    title,
    description,
    gridPos,
    datasource: DATA_SOURCE,
    fieldConfig: { defaults: { unit }, overrides: [] },
    options: { legend: { displayMode: 'list', placement: 'bottom' }, tooltip: { mode: 'multi' } },
    targets: prometheus.map(({ expr, legend }, index) => ({
      refId: String.fromCharCode(65 + index),
      datasource: DATA_SOURCE,
      expr,
      legendFormat: legend,
    })),
  };
}

/** Green while the rule's condition does not hold, red while it does, grey while nobody knows. */
function light(row: AlarmRow, gridPos: Place) {
  const red = row.severity === 'critical' ? 'red' : 'orange';
  return {
    type: 'stat',
    title: row.name,
    description: `[${row.severity}] ${row.description}. docs/operator-handbook.md#${row.name.toLowerCase()}`,
    gridPos,
    datasource: DATA_SOURCE,
    fieldConfig: {
      defaults: {
        mappings: [{ type: 'value', options: { 0: { text: 'ok' }, 1: { text: 'firing' } } }],
        noValue: 'unknown',
        thresholds: {
          mode: 'absolute',
          steps: [
            { color: '#808080', value: null },
            { color: 'green', value: 0 },
            { color: red, value: 1 },
          ],
        },
      },
      overrides: [],
    },
    options: { colorMode: 'background', graphMode: 'none', reduceOptions: { calcs: ['lastNotNull'] } },
    targets: [{ refId: 'A', datasource: DATA_SOURCE, expr: lightOf(row), instant: true }],
  };
}

function placeOf({ w, h }: { readonly w: number; readonly h: number }, index: number, from: number): Place {
  const perRow = GRID / w;
  return { x: (index % perRow) * w, y: from + Math.floor(index / perRow) * h, w, h };
}
