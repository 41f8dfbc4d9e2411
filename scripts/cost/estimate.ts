import { readFileSync, readdirSync } from 'node:fs';
import type { Config } from '../../lib/config/config.ts';
import { loadConfig } from '../../lib/config/load-config.ts';
import { BREAKER_STATES } from '../../lib/contracts/breakers.ts';
import { BLOCK_REASONS } from '../../lib/contracts/runbook-execution.ts';
import type { CostLine } from '../../lib/cost/cost-line.ts';
import { countSeries } from '../../lib/cost/series.ts';
import { MINUTES_A_MONTH, standingCost } from '../../lib/cost/standing.ts';
import { PRICES } from '../../lib/cost/prices.ts';
import { standingOf } from '../../lib/cost/template.ts';
import { usageCost, type Usage } from '../../lib/cost/usage.ts';
import { FINDING_KINDS } from '../../lib/contracts/finding-kinds.ts';
import { builtAssembly } from '../lib/build/built.ts';

export interface Estimate {
  /** Whether anybody asks or not. */
  readonly standing: readonly CostLine[];
  readonly usage: readonly CostLine[];
}

/** Of the stage's template as it would be deployed. */
export async function estimate(stage: string, usage: Usage): Promise<Estimate> {
  const config = loadConfig({ folder: 'configs', stage });
  const folder = await builtAssembly(stage);
  const [file = ''] = readdirSync(folder).filter((name) => name.endsWith('.template.json'));
  const template: unknown = JSON.parse(readFileSync(`${folder}/${file}`, 'utf8'));
  const standing = standingCost({ ...standingOf(template), series: countSeries(valuesOf(config)) });
  return { standing: [...standing, readsOfChecks(config)], usage: usageCost(usage) };
}

/** The weights may be changed once a week. */
const WEIGHTS_VERSIONS = 5;

function valuesOf({ traffic_distribution: traffic, runbooks }: Config) {
  const modes = Object.keys(traffic.modes).length;
  return {
    AssignedMode: modes,
    Mode: modes,
    WeightsVersion: WEIGHTS_VERSIONS,
    Model: Object.keys(traffic.models).length,
    State: BREAKER_STATES.length,
    Kind: FINDING_KINDS.length,
    Runbook: Object.keys(runbooks).length,
    Reason: BLOCK_REASONS.length,
  };
}

/** The check of the split asks for three metrics of each mode, each time. */
function readsOfChecks({ traffic_distribution: { modes, monitoring } }: Config): CostLine {
  const checks = (MINUTES_A_MONTH * 60_000) / monitoring.report_interval;
  const quantity = checks * 3 * Object.keys(modes).length;
  return { what: 'checks of the split', quantity, unit: 'metric reads', price: PRICES.metricRead };
}
