import { closedFromTheStart, type Breaker } from '../../../lib/breakers/breaker.ts';
import { addCounts, type Bucket, type Counts, type Window } from '../../../lib/breakers/counts.ts';
import type { BreakerReports, BreakerStore, HealthCheck, ModelOutcome } from '../../../lib/breakers/ports.ts';
import { StoreUnavailableError } from '../../../lib/shared/store-errors.ts';

/** Gives way to other callers at each call, as a network does. */
const yieldTurn = () => new Promise<void>((resolve) => setImmediate(resolve));

export class InMemoryBreakerStore implements BreakerStore {
  readonly #breakers = new Map<string, Breaker>();
  readonly #buckets = new Map<string, Counts>();
  readonly #checkedAt = new Map<string, number>();
  readonly #changes = new Map<string, string>();
  readonly #turn: () => Promise<void>;
  reads = 0;
  writes = 0;
  isOut = false;

  constructor(turn = yieldTurn) {
    this.#turn = turn;
  }

  async read(models: readonly string[]): Promise<readonly Breaker[]> {
    this.reads += 1;
    await this.#answer();
    return models.map((model) => this.at(model));
  }

  async transition(from: Breaker, to: Breaker, changeId: string): Promise<Breaker> {
    this.writes += 1;
    await this.#answer();
    const standing = this.at(from.model);
    if (this.#changes.get(from.model) === changeId) return to;
    if (standing.generation !== from.generation || standing.state !== from.state) return standing;
    const failedChecks = to.series === from.series ? standing.failedChecks : 0;
    this.#breakers.set(from.model, { ...to, failedChecks });
    this.#changes.set(from.model, changeId);
    return to;
  }

  async count(model: string, { series, index }: Bucket, counts: Counts): Promise<void> {
    this.writes += 1;
    await this.#answer();
    const key = `${model}#${series}#${index}`;
    this.#buckets.set(key, addCounts([this.#buckets.get(key) ?? addCounts([]), counts]));
  }

  async sum(model: string, { series, from, to }: Window): Promise<Counts> {
    this.reads += 1;
    await this.#answer();
    const keys = Array.from({ length: to - from + 1 }, (_, i) => `${model}#${series}#${from + i}`);
    return addCounts(keys.map((key) => this.#buckets.get(key) ?? addCounts([])));
  }

  async countCheck(model: string, { ok, at }: Pick<HealthCheck, 'ok' | 'at'>): Promise<Breaker> {
    this.writes += 1;
    await this.#answer();
    const standing = this.at(model);
    if (at <= (this.#checkedAt.get(model) ?? -Infinity)) return standing;
    this.#checkedAt.set(model, at);
    const next = { ...standing, failedChecks: ok ? 0 : standing.failedChecks + 1 };
    this.#breakers.set(model, next);
    return next;
  }

  at(model: string): Breaker {
    return this.#breakers.get(model) ?? closedFromTheStart(model);
  }

  async #answer(): Promise<void> {
    await this.#turn();
    if (this.isOut) throw new StoreUnavailableError('control table', new Error('injected'));
  }
}

/** Remembers what it was told. */
export class RecordingBreakerReports implements BreakerReports {
  readonly outcomes: ModelOutcome[] = [];
  readonly checks: (HealthCheck & { readonly model: string })[] = [];

  recordOutcomes(outcomes: readonly ModelOutcome[]): Promise<void> {
    this.outcomes.push(...outcomes);
    return Promise.resolve();
  }

  recordHealthCheck(model: string, check: HealthCheck): Promise<void> {
    this.checks.push({ model, ...check });
    return Promise.resolve();
  }
}
