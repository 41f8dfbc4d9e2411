import { PAYLOAD_LIMIT_BYTES } from '../data-limit.ts';
import type { Json, JsonObject } from '../json.ts';
import { StatesError } from './states-error.ts';

/** "Step Functions service quotas": what all variables of an execution may hold. */
const TOTAL_LIMIT_BYTES = 10 * 1024 * 1024;

/** The variables of a group of states. Those of the groups around it can be read; writes stay inside. */
export class Variables {
  readonly #outer: Variables | undefined;
  readonly #values = new Map<string, Json>();
  readonly #sizes = new Map<string, number>();

  constructor(outer?: Variables) {
    this.#outer = outer;
  }

  all(): JsonObject {
    return { ...this.#outer?.all(), ...Object.fromEntries(this.#values) };
  }

  /** Throws States.DataLimitExceeded before anything is written. Returns the JSON text of each value. */
  check(values: JsonObject): Readonly<Record<string, string>> {
    const texts = Object.entries(values).map(([name, value]) => [name, JSON.stringify(value)] as const);
    const sizes = new Map([
      ...this.#sizes,
      ...texts.map(([name, text]) => [name, byteLength(text)] as const),
    ]);
    const assigned = sum(texts.map(([, text]) => byteLength(text)));
    const total = sum(sizes.values()) + (this.#outer?.totalBytes() ?? 0);
    if (assigned > PAYLOAD_LIMIT_BYTES || total > TOTAL_LIMIT_BYTES) {
      throw new StatesError(
        'States.DataLimitExceeded',
        `Variables of ${assigned} bytes were assigned, ${total} bytes in all; ` +
          `the limits are ${PAYLOAD_LIMIT_BYTES} and ${TOTAL_LIMIT_BYTES}.`,
      );
    }
    return Object.fromEntries(texts);
  }

  assign(values: JsonObject): void {
    for (const [name, value] of Object.entries(values)) {
      this.#values.set(name, value);
      this.#sizes.set(name, byteLength(JSON.stringify(value)));
    }
  }

  totalBytes(): number {
    return sum(this.#sizes.values()) + (this.#outer?.totalBytes() ?? 0);
  }
}

function sum(numbers: Iterable<number>): number {
  let total = 0;
  for (const number of numbers) total += number;
  return total;
}

function byteLength(text: string): number {
  return Buffer.byteLength(text);
}
