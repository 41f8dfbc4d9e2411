import { Construct } from 'constructs';
import { BundledFunction, type FunctionSettings } from './bundled-function.ts';
import type { Identity } from './identity.ts';

export interface ConsoleProps extends FunctionSettings {
  readonly identity: Identity;
}

/** The console's files. They are static: the function may do nothing, whoever opens the page acts with his own token. */
export class Console extends Construct {
  readonly function: BundledFunction;

  constructor(scope: Construct, id: string, { identity, ...settings }: ConsoleProps) {
    super(scope, id);
    this.function = new BundledFunction(this, 'Function', {
      ...settings,
      functionName: 'console',
      description: 'Serves the console',
      memoryMb: 256,
      timeoutSeconds: 3,
      environment: identity.signingIn,
    });
  }
}
