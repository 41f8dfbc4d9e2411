import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { PANELS } from '../../cdk/monitoring/panels.ts';
import { METRICS } from '../../lib/contracts/metrics.ts';
import { observabilityFiles } from '../../scripts/observability/files.ts';
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
  readonly panels: readonly { readonly id: number; readonly title: string; readonly gridPos: Place }[];
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
const [dashboard] = theTemplate().ofType('AWS::CloudWatch::Dashboard');
const cloudWatch = JSON.stringify(dashboard?.properties['DashboardBody']);

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

  it.each(NAMES)('%s has a widget on both dashboards', (name) => {
    expect(cloudWatch).toContain(`\\"title\\":\\"${name}\\"`);
    expect(grafana.panels.map(({ title }) => title)).toContain(name);
  });

  it('shows every panel in Grafana, and in CloudWatch what CloudWatch has', () => {
    for (const { title, cloudWatch: lines } of PANELS) {
      expect(grafana.panels.map((panel) => panel.title)).toContain(title);
      expect(cloudWatch.includes(`\\"title\\":\\"${title}\\"`)).toBe(lines.length > 0);
      for (const { metric } of lines) expect(Object.values(METRICS)).toContain(metric);
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
