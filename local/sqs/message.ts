import * as v from 'valibot';

const messageAttribute = v.object({
  /** `String`, `Number` or `Binary`, optionally with a custom label: `Number.float`. */
  DataType: v.string(),
  StringValue: v.exactOptional(v.string()),
  /** Base64, as on the JSON wire. */
  BinaryValue: v.exactOptional(v.string()),
});

/** What receiving a message, and changing its visibility, writes. Times are milliseconds since the epoch. */
const receipt = {
  /** Delayed or in flight until then. */
  visibleAt: v.number(),
  /** Across all queues, as ApproximateReceiveCount reports it. */
  receiveCount: v.number(),
  /** In this queue only: what maxReceiveCount is compared with. */
  receivesHere: v.number(),
  firstReceivedAt: v.exactOptional(v.number()),
  lastReceivedAt: v.exactOptional(v.number()),
};

export const receiptSchema = v.object(receipt);

/** A message as it is kept, also in the journal. */
export const messageSchema = v.object({
  id: v.string(),
  body: v.string(),
  attributes: v.record(v.string(), messageAttribute),
  senderId: v.string(),
  traceHeader: v.exactOptional(v.string()),
  groupId: v.exactOptional(v.string()),
  /** Kept when a message moves to a dead-letter queue, so that its retention goes on counting. */
  sentAt: v.number(),
  ...receipt,
  /** Set once it was moved to a dead-letter queue. */
  deadLetterSourceArn: v.exactOptional(v.string()),
});

export type Receipt = Readonly<v.InferOutput<typeof receiptSchema>>;
export type Message = Readonly<v.InferOutput<typeof messageSchema>>;
export type MessageAttribute = Readonly<v.InferOutput<typeof messageAttribute>>;
export type MessageAttributes = Readonly<Record<string, MessageAttribute>>;
