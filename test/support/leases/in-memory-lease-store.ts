import type { Mode } from '../../../lib/contracts/mode.ts';
import type { Lease } from '../../../lib/leases/lease.ts';
import type { LeaseBucket, LeaseStore, Taking } from '../../../lib/leases/ports.ts';
import { StoreUnavailableError } from '../../../lib/shared/store-errors.ts';

const yieldTurn = () => new Promise<void>((resolve) => setImmediate(resolve));

const isSame = (one: Lease) => (other: Lease) => one.replica === other.replica && one.token === other.token;

export class InMemoryLeaseStore implements LeaseStore {
  readonly #modes = new Map<Mode, Map<number, Lease[]>>();
  calls = 0;
  isOut = false;

  async read(mode: Mode, from: number): Promise<readonly LeaseBucket[]> {
    await this.#call();
    return [...this.#bucketsOf(mode)]
      .filter(([start]) => start >= from)
      .map(([start, leases]) => ({ start, leases: [...leases] }))
      .toSorted((one, other) => one.start - other.start);
  }

  async take({ mode, start, lease, room }: Taking): Promise<boolean> {
    await this.#call();
    const leases = this.#bucketsOf(mode).get(start) ?? [];
    if (leases.some(isSame(lease))) return true;
    if (leases.length >= room && leases.length > 0) return false;
    this.#bucketsOf(mode).set(start, [...leases, lease]);
    return true;
  }

  async giveBack(mode: Mode, start: number, returned: readonly Lease[]): Promise<void> {
    await this.#call();
    const leases = this.#bucketsOf(mode).get(start);
    if (leases)
      this.#bucketsOf(mode).set(
        start,
        leases.filter((lease) => !returned.some(isSame(lease))),
      );
  }

  async #call(): Promise<void> {
    this.calls += 1;
    await yieldTurn();
    if (this.isOut) throw new StoreUnavailableError('control table', new Error('injected'));
  }

  #bucketsOf(mode: Mode): Map<number, Lease[]> {
    const buckets = this.#modes.get(mode) ?? new Map<number, Lease[]>();
    this.#modes.set(mode, buckets);
    return buckets;
  }
}
