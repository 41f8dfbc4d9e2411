import { IdempotencyKeyReusedError } from '../../../lib/idempotency/errors.ts';
import type { Batch, OutcomeLedger, Recorded, TrafficCounters } from '../../../lib/outcomes/ports.ts';
import { addTallies, type Tallies } from '../../../lib/outcomes/tally.ts';
import { StoreUnavailableError } from '../../../lib/shared/store-errors.ts';

const yieldTurn = () => new Promise<void>((resolve) => setImmediate(resolve));

const KEPT_MS = 24 * 3_600_000;

export class InMemoryOutcomeLedger implements OutcomeLedger, TrafficCounters {
  readonly #records = new Map<string, { batch: Batch; fingerprint: string }>();
  readonly batches: Batch[] = [];
  isOut = false;

  async record(batch: Batch): Promise<Recorded> {
    await yieldTurn();
    if (this.isOut) throw new StoreUnavailableError('control table', new Error('injected'));
    const { identity, answer } = batch;
    const standing = identity && this.#records.get(identity.key);
    if (standing && batch.now - standing.batch.now < KEPT_MS) {
      if (standing.fingerprint !== identity.fingerprint) throw new IdempotencyKeyReusedError();
      return { answer: standing.batch.answer, isReplay: true };
    }
    if (identity) this.#records.set(identity.key, { batch, fingerprint: identity.fingerprint });
    this.batches.push(batch);
    return { answer, isReplay: false };
  }

  async read(): Promise<Tallies> {
    await yieldTurn();
    const all = this.batches.flatMap(({ tallies }) => Object.entries(tallies));
    const byMode = Map.groupBy(all, ([mode]) => mode);
    return Object.fromEntries(
      [...byMode].map(([mode, some]) => [mode, some.map(([, tally]) => tally).reduce(addTallies)]),
    );
  }
}
