import { StoreUnavailableError } from '../../../lib/shared/store-errors.ts';
import type {
  Claim,
  Completion,
  IdempotencyRecord,
  IdempotencyStore,
  KeptAnswer,
} from '../../../lib/idempotency/ports.ts';

/** Gives way to other callers at each call, as a network does. */
const yieldTurn = () => new Promise<void>((resolve) => setImmediate(resolve));

type Standing = IdempotencyRecord & Pick<Claim, 'owner' | 'leaseUntil' | 'expiresAt'>;

export class InMemoryIdempotencyStore implements IdempotencyStore {
  readonly records = new Map<string, Standing>();
  /** Calls that fail, as if the store had not been reached. */
  outage: readonly (keyof IdempotencyStore)[] = [];

  async claim(claim: Claim): Promise<IdempotencyRecord | undefined> {
    await this.#reach('claim');
    const standing = this.records.get(claim.key);
    if (standing && standing.owner !== claim.owner && !isFree(standing, claim)) return standing;
    this.records.set(claim.key, { ...claim, state: 'begun' });
    return undefined;
  }

  async complete(
    { key, owner, expiresAt }: Pick<Claim, 'key' | 'owner' | 'expiresAt'>,
    answer?: KeptAnswer,
  ): Promise<Completion> {
    await this.#reach('complete');
    const standing = this.records.get(key);
    if (standing?.owner !== owner) return { isRecorded: false, ...(standing && { standing }) };
    this.records.set(key, { ...standing, state: 'done', expiresAt, ...(answer && { answer }) });
    return { isRecorded: true };
  }

  async release({ key, owner }: Pick<Claim, 'key' | 'owner'>): Promise<void> {
    await this.#reach('release');
    const standing = this.records.get(key);
    if (standing?.owner === owner && standing.state === 'begun') this.records.delete(key);
  }

  async #reach(call: keyof IdempotencyStore): Promise<void> {
    await yieldTurn();
    if (this.outage.includes(call)) throw new StoreUnavailableError('control table', new Error('injected'));
  }
}

function isFree(standing: Standing, { now, fingerprint }: Claim): boolean {
  const isAbandoned =
    standing.state === 'begun' && standing.leaseUntil <= now && standing.fingerprint === fingerprint;
  return standing.expiresAt <= now || isAbandoned;
}
