import { Construct } from 'constructs';
import type { Config } from '../../lib/config/config.ts';
import { STEP_FUNCTION_SECONDS } from '../../lib/contracts/step-function.ts';
import { TRAFFIC_FILE } from '../../lib/contracts/runbook-names.ts';
import { signalsJson } from '../runbooks/signals-json.ts';
import { BundledFunction, type FunctionSettings } from './bundled-function.ts';
import type { Checkpoints } from './checkpoints.ts';
import type { ControlTable } from './control-table.ts';
import { grantReadMetrics } from './grant-read-metrics.ts';
import type { Targets } from './targets.ts';
import { trafficEnvironment } from './traffic-environment.ts';
import { trainingEnvironment } from './training-environment.ts';

export interface RunbooksProps extends FunctionSettings {
  readonly config: Config;
  readonly controlTable: ControlTable;
  readonly checkpoints: Checkpoints;
  readonly targets: Targets;
}

/** The runbooks: two functions that do what their steps say, one of which can't write. */
export class Runbooks extends Construct {
  readonly steps: BundledFunction;
  readonly plans: BundledFunction;

  constructor(scope: Construct, id: string, props: RunbooksProps) {
    super(scope, id);
    const { config, controlTable, checkpoints, targets, ...settings } = props;
    const environment = trainingEnvironment(config);
    const files = {
      ...signalsJson(config, settings.metricsNamespace),
      ...targets.files,
      [TRAFFIC_FILE]: trafficEnvironment(config).TRAFFIC_CONFIG,
    };
    this.steps = new BundledFunction(this, 'Steps', {
      ...settings,
      functionName: 'runbook-steps',
      description: 'Does a step of a runbook',
      memoryMb: 512,
      timeoutSeconds: STEP_FUNCTION_SECONDS,
      environment: { ...environment, LOCK_LEASE_MS: String(config.dispatch.lock_lease) },
      files,
      invoked: 'byStateMachine',
    });
    controlTable.executions.grantRunSteps(this.steps);
    controlTable.runs.grantRecover(this.steps);
    checkpoints.grantRollBack(this.steps);
    targets.grantChange(this.steps);
    controlTable.serving.grantRunBreakers(this.steps);
    controlTable.traffic.grantChangeSettings(this.steps);
    this.plans = new BundledFunction(this, 'Plans', {
      ...settings,
      functionName: 'runbook-plans',
      description: 'Says what a step of a runbook would do; its role can not write',
      memoryMb: 512,
      timeoutSeconds: STEP_FUNCTION_SECONDS,
      environment,
      files,
      invoked: 'byStateMachine',
    });
    checkpoints.grantPlanRollback(this.plans);
    targets.grantRead(this.plans);
    controlTable.serving.grantReadBreakers(this.plans);
    controlTable.traffic.grantReadSettings(this.plans);
    for (const fn of [this.steps, this.plans]) {
      controlTable.serving.grantReadHealth(fn);
      grantReadMetrics(fn);
    }
  }
}
