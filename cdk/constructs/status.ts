import { Construct } from 'constructs';
import { BundledFunction, type FunctionSettings } from './bundled-function.ts';

export interface StatusProps extends FunctionSettings {
  readonly version: string;
}

/** What is open to all: health, version, and the answer where there is nothing. */
export class Status extends Construct {
  readonly function: BundledFunction;

  constructor(scope: Construct, id: string, { version, ...settings }: StatusProps) {
    super(scope, id);
    this.function = new BundledFunction(this, 'Function', {
      ...settings,
      functionName: 'status',
      description: 'Answers health, version, and whatever no other route takes',
      memoryMb: 256,
      timeoutSeconds: 3,
      environment: { STAGE: settings.stage.name, VERSION: version },
    });
  }
}
