import { grafanaDashboard } from './grafana-dashboard.ts';
import { ruleTests } from './rule-tests.ts';
import { prometheusRules } from './rules.ts';

/** What is made of the table of signals, by its path in the repository. */
export function observabilityFiles(): Readonly<Record<string, string>> {
  return {
    'configs/observability/rules.yaml': prometheusRules(),
    'configs/observability/rules.test.yaml': ruleTests(),
    'configs/observability/grafana-dashboard.json': grafanaDashboard(),
  };
}
