import * as v from 'valibot';
import { modeName } from './mode.ts';

/**
 * Opaque to us, but it becomes a key and shows up in logs: letters, digits and `._:@=+-`, not beginning with a dot.
 * UUIDs, ULIDs, base64url and e-mail-like ids fit; paths, markup and other scripts do not.
 */
export const sessionId = v.pipe(
  v.string(),
  v.maxLength(128, 'at most 128 characters'),
  v.regex(
    /^[A-Za-z0-9_:@=+-][A-Za-z0-9._:@=+-]*$/,
    '1..128 of letters, digits and ._:@=+-, not beginning with a dot',
  ),
);

/** POST /v1/selections */
export const selectionRequest = v.strictObject({
  session_id: v.optional(sessionId),
  preferred_mode: v.optional(modeName),
});

export type SelectionRequest = v.InferOutput<typeof selectionRequest>;

export const REASONS = [
  'assigned',
  'sticky',
  'preferred',
  'downshift',
  'breaker_open',
  'queue_full',
  'fallback',
  'hash',
] as const;

export type Reason = (typeof REASONS)[number];
