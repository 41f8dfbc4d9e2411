import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { PANELS, type CloudWatchLine } from '../../cdk/monitoring/panels.ts';
import { loadConfig } from '../../lib/config/load-config.ts';
import { METRIC_DIMENSIONS } from '../../lib/contracts/metric-dimensions.ts';
import { observabilityFiles } from '../../scripts/observability/files.ts';
import { lightOf } from '../../scripts/observability/light.ts';
import { SIGNALS } from '../../scripts/observability/signals.ts';
import { RULE_CASES } from '../../scripts/observability/rule-cases.ts';
import { hasPrometheus, WITHOUT_PROMETHEUS } from '../support/prometheus.ts';
import { handbookSections } from './handbook.ts';
import { theTemplate } from './the-template.ts';

interface Rule {
  readonly alert: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
}

interface Grafana {
  readonly panels: readonly {
    readonly id: number;
    readonly title: string;
    readonly gridPos: Place;
    readonly targets?: readonly { readonly expr: string }[];
  }[];
}

interface Place {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

const files = observabilityFiles();
const NAMES = SIGNALS.map(({ name }) => name);
const { groups } = parse(readFileSync('configs/observability/rules.yaml', 'utf8')) as {
  groups: { rules: Rule[] }[];
};
const rules = groups.flatMap((group) => group.rules);
const grafana = JSON.parse(readFileSync('configs/observability/grafana-dashboard.json', 'utf8')) as Grafana;
const exprsOf = (title: string) =>
  grafana.panels.find((panel) => panel.title === title)?.targets?.map(({ expr }) => expr);
const widgets = cloudWatchWidgets();
const { modes } = loadConfig({ folder: 'configs', stage: 'local' }).traffic_distribution;

describe('what is made of the signals', () => {
  it.each(Object.keys(files))('%s is in the repository as the script makes it', (path) => {
    expect(readFileSync(path, 'utf8')).toBe(files[path]);
  });

  it('has a rule for each, in the same order', () => {
    expect(rules.map(({ alert }) => alert)).toEqual(NAMES);
  });

  it('names the severity and the handbook section of each', () => {
    const sections = handbookSections().map(({ title }) => title.toLowerCase());

    for (const row of SIGNALS) {
      const rule = rules.find(({ alert }) => alert === row.name);
      expect(rule?.labels['severity']).toBe(row.severity);
      expect(sections).toContain(rule?.annotations['handbook']?.split('#')[1]);
    }
  });

  it.each(SIGNALS)('$name has a widget on both dashboards, with its alarm and its rule', (row) => {
    const [alarm] = widgets.get(row.name)?.annotations?.alarms ?? [];

    expect(alarm).toMatch(new RegExp(`^Alarms${row.name}[0-9A-F]{8}$`));
    expect(exprsOf(row.name)).toEqual([lightOf(row)]);
  });

  it.each(PANELS)(
    '$title is on both dashboards, with all of its lines',
    ({ title, prometheus, cloudWatch }) => {
      const drawn = widgets.get(title)?.metrics ?? [];

      expect(exprsOf(title)).toEqual(prometheus.map(({ expr }) => expr));
      expect(cloudWatch.length).toBeGreaterThan(0);
      expect(drawn.filter(isVisible).map(labelOf)).toEqual(cloudWatch.flatMap(labelsOf));
      const names = cloudWatch.flatMap(({ metric, minus }) => [nameOf(metric), ...(minus ? [minus] : [])]);
      expect(new Set(drawn.flatMap(metricNameOf))).toEqual(new Set(names));
    },
  );

  it.each(PANELS)('$title draws what is published under its dimensions', ({ cloudWatch }) => {
    for (const { metric, minus, byMode } of cloudWatch) {
      if (metric === 'cache') continue;
      for (const name of minus ? [metric, minus] : [metric])
        expect(METRIC_DIMENSIONS[name] ?? [[]]).toContainEqual(byMode ? ['Mode'] : []);
    }
  });

  it('lays no panel of Grafana over another, and numbers each once', () => {
    const { panels } = grafana;
    const isOver = (one: Place, other: Place) =>
      one.x < other.x + other.w &&
      other.x < one.x + one.w &&
      one.y < other.y + other.h &&
      other.y < one.y + one.h;

    const overlaps = panels.flatMap((one, i) =>
      panels.slice(i + 1).filter((other) => isOver(one.gridPos, other.gridPos)),
    );
    expect(overlaps).toEqual([]);
    expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
  });

  it.each(SIGNALS.filter(({ rule }) => rule))(
    '$name, which has a rule of its own, is tested to fire and not to',
    ({ name }) => {
      const cases = RULE_CASES.filter(({ alert }) => alert === name);

      expect(cases.some(({ fires }) => fires)).toBe(true);
      expect(cases.some(({ fires }) => !fires)).toBe(true);
    },
  );
});

type Drawn = readonly (string | { readonly label?: string; readonly visible?: boolean })[];

interface Widget {
  readonly title?: string;
  readonly metrics?: readonly Drawn[];
  readonly annotations?: { readonly alarms?: readonly string[] };
}

/** By title. What CloudFormation fills in is written as the logical id that it comes from. */
function cloudWatchWidgets(): ReadonlyMap<string, Widget> {
  const [dashboard] = theTemplate().ofType('AWS::CloudWatch::Dashboard');
  const { 'Fn::Join': joined } = dashboard?.properties['DashboardBody'] as {
    'Fn::Join': [string, (string | { Ref?: string; 'Fn::GetAtt'?: [string, string] })[]];
  };
  const text = joined[1].map((part) =>
    typeof part === 'string' ? part : (part['Fn::GetAtt']?.[0] ?? part.Ref ?? ''),
  );
  const body = JSON.parse(text.join('')) as { widgets: { properties: Widget }[] };
  return new Map(body.widgets.map(({ properties }) => [properties.title ?? '', properties]));
}

const optionsOf = (drawn: Drawn) => drawn.find((part) => typeof part === 'object') ?? {};
const isVisible = (drawn: Drawn): boolean => optionsOf(drawn).visible !== false;
const labelOf = (drawn: Drawn) => optionsOf(drawn).label;
const metricNameOf = ([, name]: Drawn): readonly string[] => (typeof name === 'string' ? [name] : []);

/** As configs/expectations.yaml ships. */
const nameOf = (metric: string): string => (metric === 'cache' ? 'HitRate' : metric);

const labelsOf = ({ metric, byMode, label }: CloudWatchLine): readonly string[] =>
  byMode
    ? Object.keys(modes).map((mode) => (label === undefined ? mode : `${mode} ${label}`))
    : [label ?? metric];

const withPromtool = hasPrometheus ? describe : describe.skip;
withPromtool(`promtool${hasPrometheus ? '' : ` (skipped: ${WITHOUT_PROMETHEUS})`}`, () => {
  it.each([
    ['check', 'rules.yaml'],
    ['test', 'rules.test.yaml'],
  ])('%s rules: takes %s', (verb, file) => {
    const run = spawnSync('promtool', [verb, 'rules', `configs/observability/${file}`], { encoding: 'utf8' });

    expect({ status: run.status, output: run.status === 0 ? '' : run.stdout + run.stderr }).toEqual({
      status: 0,
      output: '',
    });
  });
});
