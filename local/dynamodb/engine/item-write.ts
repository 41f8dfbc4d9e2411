import type { PutInput } from 'dynalite/validations/putItem.js';
import type { KeyInput } from 'dynalite/validations/updateItem.js';

/** A checked request to write one item, or to check it. */
export type ItemWrite =
  | { readonly kind: 'Put'; readonly input: PutInput }
  | { readonly kind: 'Update' | 'Delete' | 'ConditionCheck'; readonly input: KeyInput };
