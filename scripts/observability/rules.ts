import { stringify } from 'yaml';
import type { AlarmRow, PrometheusRule } from '../../cdk/monitoring/alarm-row.ts';
import { SIGNALS } from './signals.ts';

/** What GET /metrics says of each alarm of CloudWatch. */
export const ALARM_ACTIVE = 'artisan_alarm_active';

export const HEADER =
  '# Made of cdk/monitoring by `npm run observability`: change the table, not this file.\n';

/** The rule of a signal: its own, or one that follows its alarm in CloudWatch. */
export function ruleOf({ name, rule }: AlarmRow): PrometheusRule {
  const knownBy = `${ALARM_ACTIVE}{alarm="${name}"}`;
  return rule ?? { expr: `${knownBy} > 0`, knownBy };
}

/** configs/observability/rules.yaml: alerting rules for Prometheus. */
export function prometheusRules(): string {
  const rules = SIGNALS.map((row) => {
    const { expr, for: lasting } = ruleOf(row);
    return { alert: row.name, expr, ...(lasting && { for: lasting }), ...labelsOf(row) };
  });
  return HEADER + stringify({ groups: [{ name: 'artisan', rules }] }, { lineWidth: 0 });
}

/** What Prometheus puts on an alert: rule tests expect the same. */
export function labelsOf({ name, severity, description }: AlarmRow) {
  return {
    labels: { severity },
    annotations: { summary: description, handbook: `docs/operator-handbook.md#${name.toLowerCase()}` },
  };
}
