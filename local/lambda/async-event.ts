import type { FoundFunction } from './function-registry.ts';
import type { InvokeConfig } from './invoke-config.ts';

/** An event that a function takes asynchronously. Every try has the same request id. */
export interface AsyncEvent {
  readonly target: FoundFunction;
  readonly requestId: string;
  /** JSON text. */
  readonly payload: string;
  readonly config: InvokeConfig;
}
