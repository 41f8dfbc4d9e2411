import type { Clock } from '../../clock/clock.ts';
import type { Execution } from './execution.ts';

/** Standard executions are kept, and their names taken, for so long after they end. */
const RETENTION_MS = 90 * 24 * 3600 * 1000;

/** How often all executions are looked through for those whose time is over. */
const SWEEP_INTERVAL_MS = 24 * 3600 * 1000;

/** All executions there are, by ARN. */
export class Executions {
  readonly #clock: Clock;
  readonly #byArn = new Map<string, Execution>();
  readonly #waiters = new Map<string, (() => void)[]>();
  #lastNumber = 0;
  #sweptAt = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Orders executions by when they started. */
  nextNumber(): number {
    this.#lastNumber += 1;
    return this.#lastNumber;
  }

  add(execution: Execution): void {
    this.#sweep();
    this.#byArn.set(execution.start.executionArn, execution);
    this.#lastNumber = Math.max(this.#lastNumber, execution.start.number);
  }

  find(executionArn: string): Execution | undefined {
    const execution = this.#byArn.get(executionArn);
    if (execution && this.#isOver(execution)) {
      this.#forget(execution);
      return undefined;
    }
    return execution;
  }

  all(): readonly Execution[] {
    return [...this.#byArn.values()].filter((execution) => !this.#isOver(execution));
  }

  running(): readonly Execution[] {
    return this.all().filter(({ status }) => status === 'RUNNING');
  }

  /** Undefined when there is no such execution. */
  whenEnded(executionArn: string): Promise<Execution> | undefined {
    const execution = this.find(executionArn);
    if (!execution) return undefined;
    if (execution.end) return Promise.resolve(execution);
    return new Promise((resolve) => {
      const waiters = this.#waiters.get(executionArn) ?? [];
      this.#waiters.set(executionArn, [
        ...waiters,
        () => {
          resolve(execution);
        },
      ]);
    });
  }

  announceEnd({ start }: Execution): void {
    for (const tell of this.#waiters.get(start.executionArn) ?? []) tell();
    this.#waiters.delete(start.executionArn);
  }

  #sweep(): void {
    const now = this.#clock.now();
    if (now < this.#sweptAt + SWEEP_INTERVAL_MS) return;
    this.#sweptAt = now;
    for (const execution of this.#byArn.values()) if (this.#isOver(execution)) this.#forget(execution);
  }

  #isOver({ end }: Execution): boolean {
    return end !== undefined && this.#clock.now() >= end.stopDate + RETENTION_MS;
  }

  #forget(execution: Execution): void {
    this.#byArn.delete(execution.start.executionArn);
    execution.forget();
  }
}
