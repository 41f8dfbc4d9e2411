/** A figure may not be above, or below, this value. */
export type Limit = { readonly atMost: number } | { readonly atLeast: number };

/** One figure of a bench. */
export interface Row {
  readonly name: string;
  readonly figure: number;
  /** Such as `ms`, `kB` or `x` (a ratio of two figures of the same run). */
  readonly unit: string;
  /** A row without a limit is there to compare with. */
  readonly limit?: Limit;
}

/** Measures one thing. Adding a bench takes a file here and a line in benches.ts. */
export interface Bench {
  readonly title: string;
  /** How it is measured and where the limits come from: stands above the table in docs/benchmarks.md. */
  readonly method: string;
  run(): Promise<readonly Row[]>;
}

export interface Result {
  readonly bench: Bench;
  readonly rows: readonly Row[];
}

export function isBroken({ figure, limit }: Row): boolean {
  if (limit === undefined) return false;
  // Written so that NaN breaks a limit, too.
  return 'atMost' in limit ? !(figure <= limit.atMost) : !(figure >= limit.atLeast);
}
