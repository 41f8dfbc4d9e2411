import type { FunctionName } from './names.ts';

/** A function as Lambda knows it. */
export function deployedFunction(stage: string, name: FunctionName): string {
  return `artisan-${stage}-${name}`;
}

/** A runbook's state machine as Step Functions knows it. */
export function machineName(stage: string, runbookId: string): string {
  return `artisan-${stage}-${runbookId.replaceAll('_', '-')}`;
}

/** Beside the bundles of functions whose environment has no room for it: TrafficConfig, as JSON. */
export const TRAFFIC_FILE = 'traffic.json';

/** Beside the bundle of a function that asks for it: all `Runbook`s, as JSON. */
export const RUNBOOKS_FILE = 'runbooks.json';
