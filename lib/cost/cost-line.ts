/** One line of a bill: so many of something a month, at a price each. */
export interface CostLine {
  readonly what: string;
  readonly quantity: number;
  readonly unit: string;
  /** US dollars for one. */
  readonly price: number;
}

/** US dollars a month. */
export function totalOf(lines: readonly CostLine[]): number {
  return lines.reduce((sum, { quantity, price }) => sum + quantity * price, 0);
}
