import type { EventStore } from './event-store.ts';
import type { FoundFunction } from './function-registry.ts';
import type { InvokeConfig } from './invoke-config.ts';

/** An event that a function takes asynchronously. Every try has the same request id. */
export interface AsyncEvent {
  readonly target: FoundFunction;
  readonly requestId: string;
  /** JSON text. */
  readonly payload: string;
  readonly config: InvokeConfig;
  /** Milliseconds since the epoch. */
  readonly takenAt: number;
  /** Those before a restart. */
  readonly tries: number;
}

/** The events kept from before a restart; one whose function is gone is dropped. */
export function keptEvents(
  store: EventStore,
  find: (functionArn: string) => Pick<AsyncEvent, 'target' | 'config'>,
): readonly AsyncEvent[] {
  return store.list().flatMap(({ functionArn, ...kept }) => {
    try {
      return [{ ...kept, ...find(functionArn) }];
    } catch {
      store.ended(kept.requestId);
      return [];
    }
  });
}
