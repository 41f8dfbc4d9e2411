import type { Breaker } from '../breakers/breaker.ts';
import type { FencedBreakers } from '../breakers/ports.ts';
import type { HeldLock } from '../contracts/lock-item.ts';
import { LockLostError } from '../runbooks/lock-errors.ts';
import { breakerUpdate, standingInstead } from './breaker-update.ts';
import { whileLockIsHeld } from './held-lock.ts';
import { transact, type Transactor } from './transact.ts';

/** Transitions of breakers that count only while a lock is held: a transaction of two items. */
export class DynamoDbFencedBreakers implements FencedBreakers {
  readonly #transactor: Transactor;
  readonly #table: string;

  constructor(transactor: Transactor, table: string) {
    this.#transactor = transactor;
    this.#table = table;
  }

  async transition(
    from: Breaker,
    to: Breaker,
    { changeId, lock }: { readonly changeId: string; readonly lock: HeldLock },
  ): Promise<Breaker> {
    const refused = await transact(this.#transactor, () => [
      { Update: breakerUpdate(this.#table, { from, to, changeId }) },
      whileLockIsHeld(this.#table, lock),
    ]);
    if (!refused) return to;
    const [standing, held] = refused;
    if (held?.Code === 'ConditionalCheckFailed') throw new LockLostError(lock);
    return standingInstead(standing?.Item, { to, changeId });
  }
}
