import { Construct } from 'constructs';
import type { Config } from '../../lib/config/config.ts';
import { BundledFunction, type FunctionSettings } from './bundled-function.ts';
import type { ControlTable } from './control-table.ts';

export interface RunbooksProps extends FunctionSettings {
  readonly config: Config;
  readonly controlTable: ControlTable;
}

/** The runbooks: two functions that do what their steps say, one of which can't write. */
export class Runbooks extends Construct {
  readonly steps: BundledFunction;
  readonly plans: BundledFunction;

  constructor(scope: Construct, id: string, { controlTable, ...settings }: RunbooksProps) {
    super(scope, id);
    this.steps = new BundledFunction(this, 'Steps', {
      ...settings,
      functionName: 'runbook-steps',
      description: 'Does a step of a runbook',
      memoryMb: 512,
      timeoutSeconds: 25,
      environment: { LOCK_LEASE_MS: String(15 * 60_000) },
      invoked: 'byStateMachine',
    });
    controlTable.grantRunSteps(this.steps);
    this.plans = new BundledFunction(this, 'Plans', {
      ...settings,
      functionName: 'runbook-plans',
      description: 'Says what a step of a runbook would do; its role can not write',
      memoryMb: 512,
      timeoutSeconds: 25,
      invoked: 'byStateMachine',
    });
  }
}
