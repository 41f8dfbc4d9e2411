/** Something in a body that is not allowed. */
export interface Refusal {
  readonly path: readonly (string | number)[];
  /** In words, or quoted. */
  readonly received: string;
  readonly allowed: string;
}

export type Report = (refusal: Refusal) => void;

/** Nobody reads more of them: a hostile body must not make much work. */
const MAX_REFUSALS = 20;
/** Characters of what came. */
const MAX_QUOTED = 100;

/** Reports the first refusals of a body, and says whether there were any and whether to go on looking. */
export class Refusals {
  readonly #report: Report;
  #count = 0;

  constructor(report: Report) {
    this.#report = report;
  }

  get isEmpty(): boolean {
    return this.#count === 0;
  }

  get isFull(): boolean {
    return this.#count >= MAX_REFUSALS;
  }

  add(path: readonly (string | number)[], received: string, allowed: string): void {
    this.#count += 1;
    if (this.#count > MAX_REFUSALS) return;
    this.#report({ path: path.map(shortened), received, allowed });
  }
}

/** A name as long as the body would make an answer as long. */
function shortened(key: string | number): string | number {
  return typeof key === 'string' ? key.slice(0, MAX_QUOTED) : key;
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** As it came, but no longer than what a reader wants of it. */
export function quote(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (Array.isArray(value)) return 'an array';
  return typeof value === 'object' && value !== null
    ? 'an object'
    : JSON.stringify(value).slice(0, MAX_QUOTED);
}
