import type { Outcome } from '../../../lib/outcomes/outcome.ts';
import type { BreakerFeed, HeldLease } from '../../../lib/outcomes/ports.ts';
import { createReporter, type ReporterDependencies } from '../../../lib/outcomes/report.ts';
import { StoreUnavailableError } from '../../../lib/shared/store-errors.ts';
import type { StoreError } from '../../../lib/shared/store-errors.ts';
import { NOW, someRules } from './builders.ts';
import { InMemoryOutcomeLedger } from './in-memory-ledger.ts';

/** Counts every model that an outcome names, as far as a test looks at it. */
export class RecordingBreakers implements BreakerFeed {
  readonly prepared: (readonly Outcome[])[] = [];
  evaluations = 0;
  isOut: 'no' | 'before' | 'after' = 'no';

  prepare(outcomes: readonly Outcome[]) {
    if (this.isOut === 'before') return Promise.reject(unavailable());
    this.prepared.push(outcomes);
    const bucket = { series: 0, index: 1, expiresAtSeconds: 2 };
    const additions = [...new Set(outcomes.flatMap(({ models }) => models))].map((model) => {
      const own = outcomes.filter(({ models, status }) => models.includes(model) && status !== 'cancelled');
      const ok = own.filter(({ status }) => status === 'ok').length;
      return { model, bucket, counts: { ok, failed: own.length - ok, timeouts: 0 } };
    });
    const evaluate = () => {
      this.evaluations += 1;
      return this.isOut === 'after' ? Promise.reject(unavailable()) : Promise.resolve();
    };
    return Promise.resolve({ additions, evaluate });
  }
}

export class RecordingReturns {
  readonly returned: HeldLease[] = [];
  isOut = false;

  giveBack(leases: readonly HeldLease[]): Promise<void> {
    if (this.isOut) return Promise.reject(unavailable());
    this.returned.push(...leases);
    return Promise.resolve();
  }
}

const unavailable = () => new StoreUnavailableError('control table', new Error('injected'));

/** A reporter over stores in memory, at a time that the test sets. */
export function aReporter(change: Partial<ReporterDependencies> = {}) {
  const clock = { time: NOW, now: () => clock.time };
  const ledger = new InMemoryOutcomeLedger();
  const breakers = new RecordingBreakers();
  const leases = new RecordingReturns();
  const published: (readonly Outcome[])[] = [];
  const errors: StoreError[] = [];
  const { claimsOf, isLeaseOf, modeModels } = someRules();
  const report = createReporter({
    ledger,
    breakers,
    leases,
    claims: () => Promise.resolve(claimsOf),
    isLeaseOf,
    modeModels,
    clock,
    publish: (outcomes) => published.push(outcomes),
    onStoreError: (error) => errors.push(error),
    ...change,
  });
  return { report, clock, ledger, breakers, leases, published, errors };
}
