import { Construct } from 'constructs';
import { BundledFunction, type FunctionSettings } from './bundled-function.ts';
import type { ControlTable } from './control-table.ts';

export interface IncidentsProps extends FunctionSettings {
  readonly controlTable: ControlTable;
}

/** Incidents: what people see of them, and do with them. */
export class Incidents extends Construct {
  readonly function: BundledFunction;

  constructor(scope: Construct, id: string, { controlTable, ...settings }: IncidentsProps) {
    super(scope, id);
    this.function = new BundledFunction(this, 'Function', {
      ...settings,
      functionName: 'incidents',
      description: 'Shows incidents, and takes notes and resolutions from people',
      memoryMb: 256,
      // Three calls, one of them a transaction that may meet others: 1.7 s each, and 1.3 s of pauses.
      timeoutSeconds: 10,
    });
    controlTable.grantKeepIncidents(this.function);
    controlTable.grantIdempotency(this.function);
  }
}
