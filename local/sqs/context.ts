import type { Clock } from '../clock/clock.ts';
import type { Messaging } from './messaging.ts';
import type { QueueCatalog } from './queues.ts';
import type { Receiving } from './receiving.ts';

/** What operations work on. */
export interface Context {
  readonly clock: Clock;
  readonly queues: QueueCatalog;
  readonly messaging: Messaging;
  readonly receiving: Receiving;
  readonly arnOf: (queueName: string) => string;
  readonly urlOf: (queueName: string) => string;
}
