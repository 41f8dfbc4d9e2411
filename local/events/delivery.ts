import * as v from 'valibot';
import { eventSchema } from './event.ts';
import { targetSchema } from './target.ts';

/** One event on its way to one target, as it is kept until it arrived or was given up. */
export const deliverySchema = v.object({
  id: v.string(),
  ruleArn: v.string(),
  ruleName: v.string(),
  target: targetSchema,
  event: eventSchema,
  /** Milliseconds since the epoch, both. */
  acceptedAt: v.number(),
  nextAttemptAt: v.number(),
  /** Attempts that failed so far. */
  failedAttempts: v.number(),
});

export type Delivery = Readonly<v.InferOutput<typeof deliverySchema>>;
