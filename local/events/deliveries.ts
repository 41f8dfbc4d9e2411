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
    if (closed) return;
    if (failure) onFailure(delivery, failure);
    else store.commit({ change: 'delivery-over', id: delivery.id });
  };

  const attemptLater = (delivery: Delivery): void => {
    timers.set(delivery.id, delivery.nextAttemptAt, () => void attempt(delivery));
  };

  const onFailure = (delivery: Delivery, failure: DeliveryFailure): void => {
    const failed = { ...delivery, failedAttempts: delivery.failedAttempts + 1 };
    const retry = failure.isRetried ? planRetry(failed, clock.now()) : { exhausted: undefined };
    if ('at' in retry) {
      const next = { ...failed, nextAttemptAt: retry.at };
      store.commit({ change: 'delivery-due', delivery: next });
      attemptLater(next);
    } else {
      // RETRY_ATTEMPTS counts what came after the first attempt.
      sendToDeadLetterQueue({ delivery, failure, ...retry }, { queues: targets.queues, log });
      store.commit({ change: 'delivery-over', id: delivery.id });
    }
  };

  return {
    deliver: (event, rule) => {
      const deliveries = newDeliveries(event, rule, clock.now());
      store.commit(...deliveries.map((delivery) => ({ change: 'delivery-due' as const, delivery })));
      for (const delivery of deliveries) void attempt(delivery);
    },
    resume: () => {
      for (const delivery of store.deliveries.values()) {
        if (!timers.has(delivery.id) && !running.has(delivery.id)) attemptLater(delivery);
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

/** When to try again, or which limit is reached. */
function planRetry({ target, failedAttempts, acceptedAt }: Delivery, now: number): Retry {
  const { MaximumRetryAttempts = DEFAULT_ATTEMPTS, MaximumEventAgeInSeconds = DEFAULT_AGE_SECONDS } =
    target.RetryPolicy ?? {};
  if (failedAttempts > MaximumRetryAttempts) return { exhausted: 'MaximumRetryAttempts' };
  const at = now + Math.min(FIRST_PAUSE_MS * 2 ** (failedAttempts - 1), LONGEST_PAUSE_MS);
  return at > acceptedAt + MaximumEventAgeInSeconds * 1000
    ? { exhausted: 'MaximumEventAgeInSeconds' }
    : { at };
}

type Retry = { readonly at: number } | { readonly exhausted: Exhausted };
