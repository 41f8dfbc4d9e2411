import { createHmac, timingSafeEqual } from 'node:crypto';

/** A message as it came in. */
export interface SignedMessage {
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** The bytes that were signed. */
  readonly body: Buffer;
}

export type KeyUse = 'read' | 'change';

/** The key of that use and version, such as `change.3`; undefined when there is none. */
export type Keyring = (use: KeyUse, version: string) => string | undefined;

const MOST_AGE_SECONDS = 300;

/**
 * Which key a message was signed with, as docs/targets.md asks of a receiver; undefined when it was signed with none of
 * ours, is older than five minutes or further ahead.
 * @param now milliseconds since the epoch
 */
export function signedBy({ headers, body }: SignedMessage, keys: Keyring, now: number): KeyUse | undefined {
  const timestamp = headers['x-artisan-timestamp'];
  const signature = headers['x-artisan-signature'];
  const key = /^(read|change)\.(\d+)$/.exec(String(headers['x-artisan-key-id']));
  if (!key || typeof timestamp !== 'string' || typeof signature !== 'string') return undefined;
  if (!/^\d{1,12}$/.test(timestamp)) return undefined;
  if (Math.abs(now / 1_000 - Number(timestamp)) > MOST_AGE_SECONDS) return undefined;
  const use = key[1] === 'read' ? 'read' : 'change';
  const secret = keys(use, key[2] ?? '');
  if (secret === undefined) return undefined;
  const mac = createHmac('sha256', secret).update(`${timestamp}.`).update(body).digest('hex');
  return isSame(signature, `v1=${mac}`) ? use : undefined;
}

/** In a time that says nothing of where they differ. */
function isSame(given: string, wanted: string): boolean {
  const [one, other] = [Buffer.from(given), Buffer.from(wanted)];
  return one.length === other.length && timingSafeEqual(one, other);
}
