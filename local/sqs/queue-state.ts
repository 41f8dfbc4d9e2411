import * as v from 'valibot';
import { messageSchema, receiptSchema, type Message } from './message.ts';
import { settingsOf, type QueueAttributes, type QueueSettings } from './queue-attributes.ts';

/** One queue as it stands. Changed by `applyChange` only, live and at replay alike. */
export interface Queue {
  readonly name: string;
  readonly attributes: QueueAttributes;
  readonly settings: QueueSettings;
  readonly createdAt: number;
  readonly modifiedAt: number;
  /** By id, in the order of arrival. */
  readonly messages: Map<string, Message>;
}

export type Queues = Map<string, Queue>;

const attributes = v.record(v.string(), v.string());

/** Everything that can happen to queues: what the journal's lines say. */
export const changeSchema = v.variant('change', [
  v.object({ change: v.literal('queue-set'), queue: v.string(), attributes, at: v.number() }),
  v.object({ change: v.literal('queue-deleted'), queue: v.string() }),
  v.object({ change: v.literal('queue-purged'), queue: v.string() }),
  v.object({ change: v.literal('message-kept'), queue: v.string(), message: messageSchema }),
  v.object({
    change: v.literal('message-touched'),
    queue: v.string(),
    id: v.string(),
    receipt: receiptSchema,
  }),
  v.object({ change: v.literal('message-gone'), queue: v.string(), id: v.string() }),
]);

export type Change = v.InferOutput<typeof changeSchema>;

export function applyChange(queues: Queues, change: Change): void {
  const queue = queues.get(change.queue);
  switch (change.change) {
    case 'queue-set':
      queues.set(change.queue, withAttributes(queue, change));
      return;
    case 'queue-deleted':
      queues.delete(change.queue);
      return;
    case 'queue-purged':
      queue?.messages.clear();
      return;
    case 'message-kept':
      // Setting a key that is there keeps its place.
      queue?.messages.set(change.message.id, change.message);
      return;
    case 'message-touched':
      touch(queue, change);
      return;
    case 'message-gone':
      queue?.messages.delete(change.id);
  }
}

/** The fewest changes that make these queues: what a journal is cut down to. */
export function* changesThatMake(queues: Queues): Generator<Change> {
  for (const { name, attributes: set, createdAt, modifiedAt, messages } of queues.values()) {
    yield { change: 'queue-set', queue: name, attributes: set, at: createdAt };
    if (modifiedAt !== createdAt) {
      yield { change: 'queue-set', queue: name, attributes: set, at: modifiedAt };
    }
    for (const message of messages.values()) yield { change: 'message-kept', queue: name, message };
  }
}

function touch(queue: Queue | undefined, { id, receipt }: Change & { change: 'message-touched' }): void {
  const message = queue?.messages.get(id);
  if (message) queue?.messages.set(id, { ...message, ...receipt });
}

function withAttributes(queue: Queue | undefined, change: Change & { change: 'queue-set' }): Queue {
  return {
    name: change.queue,
    attributes: change.attributes,
    settings: settingsOf(change.attributes),
    createdAt: queue?.createdAt ?? change.at,
    modifiedAt: change.at,
    messages: queue?.messages ?? new Map<string, Message>(),
  };
}
