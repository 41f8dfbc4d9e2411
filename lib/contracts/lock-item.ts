import * as v from 'valibot';

const text = v.pipe(v.string(), v.nonEmpty());

/** `pk = lock#<resource>`, `sk = lock`. It stays when it is free: its fence must never begin anew. */
export const lockItem = v.object({
  resource: text,
  /** Fencing token: grows by one with each taking. Whoever holds a smaller one has lost the lock. */
  fence: v.number(),
  /** Execution that holds it. Absent while it is free. */
  owner: v.exactOptional(text),
  /** End of its lease, in milliseconds since the epoch: from then on another may take it. */
  until: v.exactOptional(v.number()),
});

/** What an execution may act under. The fence grows with each taking. */
export interface HeldLock {
  readonly resource: string;
  readonly owner: string;
  readonly fence: number;
}

export type LockItem = v.InferOutput<typeof lockItem>;
