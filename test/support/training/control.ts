import type { Control } from '../../../lib/training/directives.ts';
import { NOON } from './batches.ts';

export const STAMP = { id: 'next', at: NOON + 1 };

export const TARGET = { attempt: 1, step: 500, sha256: 'ab'.repeat(32) };

/** A run that was made a moment ago. */
export function aControl(change: Partial<Control> = {}): Control {
  return {
    attempt: 1,
    status: 'running',
    lr_multiplier: 1,
    rollbacks_used: 0,
    lineage: [],
    directive: { id: 'first', action: 'continue', attempt: 1, issued_at: NOON, by: 'artisan' },
    ...change,
  };
}
