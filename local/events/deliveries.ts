import { randomUUID } from 'node:crypto';
import type { Clock } from '../clock/clock.ts';
import { sendToDeadLetterQueue, type Exhausted } from './dead-letter.ts';
import type { Delivery } from './delivery.ts';
import { toFailure, type DeliveryFailure } from './delivery-failure.ts';
import type { BusEvent } from './event.ts';
import type { EventStore } from './event-store.ts';
import type { LiveRule } from './rule.ts';
import { callTarget, type Targets } from './target-call.ts';
import { createTimers } from './timers.ts';

export interface Deliveries {
  /** Starts a delivery to each target of the rule, in their order, before it returns. */
  deliver(event: BusEvent, rule: LiveRule): void;
  /** Goes on with what was on its way when the stack stopped. */
  resume(): void;
  close(): void;
}

export interface DeliveriesOptions {
  readonly clock: Clock;
  readonly store: EventStore;
  readonly targets: Targets;
  readonly log: (line: string) => void;
}

/** "How EventBridge retries delivering events": for 24 hours and up to 185 times. */
const DEFAULT_ATTEMPTS = 185;
const DEFAULT_AGE_SECONDS = 86_400;
/** AWS says exponential, with jitter; here 1 s, doubled up to ten minutes, without jitter. */
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 600_000;

export function createDeliveries({ clock, store, targets, log }: DeliveriesOptions): Deliveries {
  const timers = createTimers(clock);
  const running = new Set<string>();
  let closed = false;

  const attempt = async (delivery: Delivery): Promise<void> => {
    running.add(delivery.id);
    const failure = await callTarget(delivery, targets).then(() => undefined, toFailure);
    running.delete(delivery.id);
    if (!closed) settle(delivery, failure);
  };

  const settle = (delivery: Delivery, failure: DeliveryFailure | undefined): void => {
    const retry = failure && planRetry(delivery, failure, clock.now());
    if (retry && 'nextAttemptAt' in retry) {
      const next = { ...delivery, ...retry, failedAttempts: delivery.failedAttempts + 1 };
      store.commit({ change: 'delivery-due', delivery: next });
      startLater(next);
      return;
    }
    if (failure) sendToDeadLetterQueue({ delivery, failure, ...retry }, { targets, log });
    store.commit({ change: 'delivery-over', id: delivery.id });
  };

  /** What can fail here is the journal: then the delivery may be repeated after a restart. */
  const start = (delivery: Delivery): void => {
    attempt(delivery).catch((error: unknown) => {
      log(`could not note what became of event ${delivery.event.id}: ${String(error)}`);
    });
  };

  const startLater = (delivery: Delivery): void => {
    timers.set(delivery.id, delivery.nextAttemptAt, () => {
      start(delivery);
    });
  };

  return {
    deliver: (event, rule) => {
      const deliveries = newDeliveries(event, rule, clock.now());
      store.commit(...deliveries.map((delivery) => ({ change: 'delivery-due' as const, delivery })));
      deliveries.forEach(start);
    },
    resume: () => {
      for (const delivery of store.deliveries.values()) {
        if (!timers.has(delivery.id) && !running.has(delivery.id)) startLater(delivery);
      }
    },
    close: () => {
      closed = true;
      timers.cancelAll();
    },
  };
}

function newDeliveries(event: BusEvent, { arn, rule }: LiveRule, now: number): Delivery[] {
  return rule.targets.map((target) => ({
    id: randomUUID(),
    ruleArn: arn,
    ruleName: rule.name,
    target,
    event,
    acceptedAt: now,
    nextAttemptAt: now,
    failedAttempts: 0,
  }));
}

/** When to try again, or which limit is reached; neither for a failure that is not retried. */
function planRetry(delivery: Delivery, failure: DeliveryFailure, now: number): Retry {
  if (!failure.isRetried) return { exhausted: undefined };
  const { target, failedAttempts, acceptedAt } = delivery;
  const { MaximumRetryAttempts = DEFAULT_ATTEMPTS, MaximumEventAgeInSeconds = DEFAULT_AGE_SECONDS } =
    target.RetryPolicy ?? {};
  // The first attempt is none of the retries.
  if (failedAttempts >= MaximumRetryAttempts) return { exhausted: 'MaximumRetryAttempts' };
  const nextAttemptAt = now + Math.min(FIRST_PAUSE_MS * 2 ** failedAttempts, LONGEST_PAUSE_MS);
  const isTooOld = nextAttemptAt > acceptedAt + MaximumEventAgeInSeconds * 1000;
  return isTooOld ? { exhausted: 'MaximumEventAgeInSeconds' } : { nextAttemptAt };
}

type Retry = { readonly nextAttemptAt: number } | { readonly exhausted: Exhausted | undefined };
