import type { Clock } from '../clock/clock.ts';
import type { QueueSender } from '../sqs/sqs-api.ts';
import type { AsyncEvent } from './async-event.ts';
import { advance, nextStep, NOT_TRIED, type Attempt } from './async-schedule.ts';
import { deadLetter, destinationRecord, type EndedEvent } from './event-records.ts';

export interface AsyncOptions {
  readonly clock: Clock;
  readonly attempt: (event: AsyncEvent) => Promise<Attempt>;
  readonly queues: QueueSender;
}

/** Events that functions take asynchronously: tried, tried again, and given up. */
export interface AsyncInvocations {
  take(event: AsyncEvent): void;
  /** Forgets what waits. */
  close(): void;
}

export function createAsyncInvocations({ clock, attempt, queues }: AsyncOptions): AsyncInvocations {
  const waiting = new Set<() => void>();
  let closed = false;

  const wait = (milliseconds: number): Promise<void> =>
    new Promise((resolve) => {
      const cancel = clock.setTimer(() => {
        waiting.delete(cancel);
        resolve();
      }, milliseconds);
      waiting.add(cancel);
    });
  const carryOut = async (event: AsyncEvent): Promise<void> => {
    const takenAt = clock.now();
    let progress = NOT_TRIED;
    while (!closed) {
      progress = advance(progress, await attempt(event));
      const step = nextStep(progress, event.config, clock.now() - takenAt);
      if ('end' in step) {
        passOn(queues, event, { ...progress, condition: step.end, endedAt: clock.now() });
        return;
      }
      await wait(step.waitMs);
    }
  };
  return {
    take: (event) => {
      carryOut(event).catch((error: unknown) => {
        process.stderr.write(`lambda: event ${event.requestId} of ${event.target.arn}: ${String(error)}\n`);
      });
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
