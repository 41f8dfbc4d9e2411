import type { Clock } from '../../clock/clock.ts';
import type { AlarmAction } from './alarm-action.ts';
import type { AlarmStateChangeEvent } from './state-change.ts';

/** Something that must leave CloudWatch because an alarm changed its state. */
export type Delivery =
  | { readonly id: string; readonly event: AlarmStateChangeEvent }
  | { readonly id: string; readonly action: AlarmAction };

export interface OutboxOptions {
  readonly clock: Clock;
  readonly deliver: (delivery: Delivery) => Promise<void> | void;
  /** The delivery will not be tried again. */
  readonly onDone: (delivery: Delivery, failure?: Failure) => void;
}

export interface Failure {
  readonly cause: unknown;
}

/** Hands deliveries over in order of their making, at least once: events until they are taken, actions once. */
export interface Outbox {
  add(deliveries: readonly Delivery[]): void;
  /** Tries what has not been taken yet. */
  send(): void;
  pending(): Iterable<Delivery>;
  /** It has been delivered already. */
  forget(id: string): void;
  /** Resolves when nothing is on its way any more. Nothing is sent after. */
  close(): Promise<void>;
}

const RETRY_MS = 10_000;

export function createOutbox({ clock, deliver, onDone }: OutboxOptions): Outbox {
  const waiting = new Map<string, Delivery>();
  const underWay = new Map<string, Promise<void>>();
  let cancelRetry = (): void => undefined;
  let isClosed = false;

  const retryLater = (): void => {
    cancelRetry();
    if (!isClosed) cancelRetry = clock.setTimer(send, RETRY_MS);
  };

  const finish = (delivery: Delivery, failure?: Failure): void => {
    underWay.delete(delivery.id);
    if (failure && 'event' in delivery) {
      retryLater();
      return;
    }
    waiting.delete(delivery.id);
    onDone(delivery, failure);
  };

  const attempt = async (delivery: Delivery): Promise<void> => {
    finish(delivery, await failureOf(() => deliver(delivery)));
  };

  const send = (): void => {
    if (isClosed) return;
    for (const delivery of [...waiting.values()]) {
      if (underWay.has(delivery.id)) continue;
      // Taken first: who gets a delivery may cause the next before it returns.
      underWay.set(delivery.id, Promise.resolve());
      underWay.set(delivery.id, attempt(delivery));
    }
  };

  return {
    add: (deliveries) => {
      for (const delivery of deliveries) waiting.set(delivery.id, delivery);
    },
    send,
    pending: () => waiting.values(),
    forget: (id) => {
      waiting.delete(id);
    },
    close: async () => {
      isClosed = true;
      cancelRetry();
      await Promise.all(underWay.values());
    },
  };
}

async function failureOf(attempt: () => Promise<void> | void): Promise<Failure | undefined> {
  try {
    await attempt();
    return undefined;
  } catch (cause) {
    return { cause };
  }
}
