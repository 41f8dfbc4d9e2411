import { stringify } from 'yaml';
import type { AlarmRow } from '../../cdk/monitoring/alarm-row.ts';
import { lightOf } from './light.ts';
import { RULE_CASES, type RuleCase } from './rule-cases.ts';
import { ALARM_ACTIVE, HEADER, labelsOf } from './rules.ts';
import { SIGNALS } from './signals.ts';

/** configs/observability/rules.test.yaml: what `promtool test rules` holds the rules to. */
export function ruleTests(): string {
  const cases = [...RULE_CASES, ...SIGNALS.flatMap((row) => (row.rule ? [] : followingCases(row)))];
  const document = {
    rule_files: ['rules.yaml'],
    evaluation_interval: '1m',
    tests: [...cases.map(testOf), nothingKnown()],
  };
  return HEADER + stringify(document, { lineWidth: 0 });
}

/** A rule that follows an alarm of CloudWatch fires with that one, and with no other. */
function followingCases({ name: alert }: AlarmRow): readonly RuleCase[] {
  const series = `${ALARM_ACTIVE}{alarm="${alert}"}`;
  return [
    {
      alert,
      says: 'fires with its alarm',
      series: { [series]: '0 1 1' },
      at: '2m',
      fires: { alarm: alert },
    },
    {
      alert,
      says: 'does not fire with another',
      series: { [series]: '0 0 0', [`${ALARM_ACTIVE}{alarm="Other"}`]: '1 1 1' },
      at: '2m',
    },
  ];
}

function testOf({ alert, says, series, at, fires }: RuleCase) {
  const row = SIGNALS.find(({ name }) => name === alert);
  if (!row) throw new Error(`A case is about the rule ${alert}, which no signal has`);
  const { labels, annotations } = labelsOf(row);
  return {
    name: `${alert} ${says}`,
    interval: '1m',
    input_series: Object.entries(series).map(([name, values]) => ({ series: name, values })),
    alert_rule_test: [
      {
        eval_time: at,
        alertname: alert,
        exp_alerts: fires ? [{ exp_labels: { ...labels, ...fires }, exp_annotations: annotations }] : [],
      },
    ],
    promql_expr_test: [shows(row, at, fires ? 1 : 0)],
  };
}

/** Before the first scrape no light is green. */
function nothingKnown() {
  return {
    name: 'Lights are out while nothing is known',
    interval: '1m',
    input_series: [],
    promql_expr_test: SIGNALS.map((row) => shows(row, '5m', row.name === 'ScrapesFailing' ? 1 : undefined)),
  };
}

/** What the light of a signal shows; nothing where it is grey. */
function shows(row: AlarmRow, eval_time: string, value: 0 | 1 | undefined) {
  const exp_samples = value === undefined ? [] : [{ labels: '{}', value }];
  return { expr: lightOf(row), eval_time, exp_samples };
}
