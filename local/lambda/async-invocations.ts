import type { Clock } from '../clock/clock.ts';
import type { QueueSender } from '../sqs/sqs-api.ts';
import type { AsyncEvent } from './async-event.ts';
import { advance, nextStep, NOT_TRIED, type Attempt, type Progress } from './async-schedule.ts';
import type { EventStore } from './event-store.ts';
import { deadLetter, destinationRecord, type EndedEvent } from './event-records.ts';

export interface AsyncOptions {
  readonly clock: Clock;
  readonly attempt: (event: AsyncEvent) => Promise<Attempt>;
  readonly queues: QueueSender;
  readonly store: EventStore;
}

/** Events that functions take asynchronously: tried, tried again, and given up. */
export interface AsyncInvocations {
  /** When it returns, the event is kept. */
  take(event: AsyncEvent): void;
  /** Goes on with events from before a restart. */
  resume(events: readonly AsyncEvent[]): void;
  /** Forgets what waits. */
  close(): void;
}

export function createAsyncInvocations({ clock, attempt, queues, store }: AsyncOptions): AsyncInvocations {
  const waiting = new Set<() => void>();
  let closed = false;
  const isClosed = (): boolean => closed;

  const wait = (milliseconds: number): Promise<void> =>
    new Promise((resolve) => {
      const cancel = clock.setTimer(() => {
        waiting.delete(cancel);
        resolve();
      }, milliseconds);
      waiting.add(cancel);
    });
  const carryOut = async (event: AsyncEvent): Promise<void> => {
    let progress: Progress = { ...NOT_TRIED, tries: event.tries };
    while (!isClosed()) {
      const result = await attempt(event);
      // What closing has ended is tried again after the restart.
      if (isClosed()) return;
      progress = advance(progress, result);
      const step = nextStep(progress, event.config, clock.now() - event.takenAt);
      if ('end' in step) {
        passOn(queues, event, { ...progress, condition: step.end, endedAt: clock.now() });
        store.ended(event.requestId);
        return;
      }
      if (result !== 'throttled') store.tried(event.requestId);
      await wait(step.waitMs);
    }
  };
  const begin = (event: AsyncEvent): void => {
    carryOut(event).catch((error: unknown) => {
      process.stderr.write(`lambda: event ${event.requestId} of ${event.target.arn}: ${String(error)}\n`);
    });
  };
  return {
    take: (event) => {
      const { requestId, payload, takenAt, target } = event;
      const functionArn = `${target.definition.arn}:${target.qualifier}`;
      store.taken({ requestId, payload, takenAt, functionArn, tries: 0 });
      begin(event);
    },
    resume: (events) => {
      events.forEach(begin);
    },
    close: () => {
      closed = true;
      for (const cancel of waiting) cancel();
    },
  };
}

function passOn(queues: QueueSender, event: AsyncEvent, ended: EndedEvent): void {
  const { onSuccess, onFailure, deadLetterArn } = event.config;
  const succeeded = ended.condition === 'Success';
  const destination = succeeded ? onSuccess : onFailure;
  if (destination !== undefined) queues.send(destination, destinationRecord(event, ended));
  if (!succeeded && deadLetterArn !== undefined) queues.send(deadLetterArn, deadLetter(event, ended));
}
