import type { FindingKind } from '../contracts/finding-kinds.ts';

/** Something about a run that somebody should know. */
export interface Finding {
  readonly kind: FindingKind;
  /** Where it was found. */
  readonly step: number;
  /** What was measured and what is allowed. */
  readonly detail: string;
}

/** Four digits that mean something. */
export function figure(value: number): string {
  return Number.isFinite(value) ? String(Number(value.toPrecision(4))) : String(value);
}
