import type { HeldLock } from '../contracts/lock-item.ts';
import { LockLostError } from '../runbooks/lock-errors.ts';
import { StalePreconditionError } from '../shared/precondition-errors.ts';
import type { SettingsChange, TrafficSettingsStore } from '../traffic/ports.ts';
import type { TrafficSettings } from '../traffic/settings.ts';
import { whileLockIsHeld } from './held-lock.ts';
import { isOwnWrite, settingsPut } from './settings-item.ts';
import { transact, type Transactor } from './transact.ts';

/** Settings that are changed only while a lock is held: a transaction of two items. @throws LockLostError else */
export class DynamoDbFencedSettings implements TrafficSettingsStore {
  readonly #settings: Pick<TrafficSettingsStore, 'read'>;
  readonly #transactor: Transactor & { readonly table: string };
  readonly #lock: HeldLock;

  constructor(
    settings: Pick<TrafficSettingsStore, 'read'>,
    transactor: Transactor & { readonly table: string },
    lock: HeldLock,
  ) {
    this.#settings = settings;
    this.#transactor = transactor;
    this.#lock = lock;
  }

  read(): Promise<TrafficSettings | undefined> {
    return this.#settings.read();
  }

  async write(next: TrafficSettings, change: SettingsChange): Promise<void> {
    const { table } = this.#transactor;
    const refused = await transact(this.#transactor, () => [
      { Put: settingsPut(table, next, change) },
      whileLockIsHeld(table, this.#lock),
    ]);
    if (!refused) return;
    const [standing, held] = refused;
    if (held?.Code === 'ConditionalCheckFailed') throw new LockLostError(this.#lock);
    if (!isOwnWrite(standing?.Item, change)) throw new StalePreconditionError('traffic settings');
  }
}
