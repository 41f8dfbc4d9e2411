import type { RunItem } from '../../contracts/run-item.ts';

/** Of something that the trainer has to do. */
export type Progress =
  | { readonly kind: 'done'; readonly run: RunItem }
  /** Milliseconds since the epoch. */
  | { readonly kind: 'waiting'; readonly since: number };

/** It has had its directive for so long. */
export function waitingSince({ directive }: RunItem): Progress {
  return { kind: 'waiting', since: directive.issued_at };
}
