/** What a runbook's step orders, and on whose behalf. */
export interface RunbookOrder {
  /** Who is on record for it. */
  readonly by: string;
  readonly reason: string;
  readonly executionId: string;
  /** The same in each try, and nobody else's. */
  readonly effectId: string;
}

/** Executions of one resource follow each other: a step that is still tried again is among the newest. */
const EFFECTS_KEPT = 8;

/** Whether the order was carried out before, whatever has become of it since. */
export function wasOrdered(
  { effects = [] }: { readonly effects?: readonly string[] },
  { effectId }: RunbookOrder,
): boolean {
  return effects.includes(effectId);
}

/** The ids of the newest orders, with this one. */
export function withEffect(
  { effects = [] }: { readonly effects?: readonly string[] },
  { effectId }: RunbookOrder,
): readonly string[] {
  return [...effects, effectId].slice(-EFFECTS_KEPT);
}
