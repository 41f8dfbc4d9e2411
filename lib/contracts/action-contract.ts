import type * as v from 'valibot';

/**
 * `change` has an effect, which may have to be taken back. `check` finds out whether something is so (`met`). `read`
 * looks something up, or waits until it is so.
 */
export type ActionKind = 'change' | 'check' | 'read';

/** Shape of an action: what a runbook's file gives it, and what later steps find in its output. */
export interface ActionContract {
  readonly kind: ActionKind;
  /** For people: a sentence in the generated pages. */
  readonly does: string;
  readonly inputs: v.StrictObjectSchema<v.ObjectEntries, undefined>;
  /** May hold more, which expressions can't name. */
  readonly output: v.LooseObjectSchema<v.ObjectEntries, undefined>;
}
