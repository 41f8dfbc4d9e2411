import { createHmac, timingSafeEqual } from 'node:crypto';

/** Slack, "Verifying requests from Slack": older ones may be repetitions by somebody else. */
const WINDOW_SECONDS = 300;

export interface SignedRequest {
  /** X-Slack-Request-Timestamp, in seconds since the epoch. */
  readonly timestamp: string | undefined;
  /** X-Slack-Signature */
  readonly signature: string | undefined;
  /** As it came, byte by byte. */
  readonly body: Buffer;
}

/** What is wrong with a request that says it comes from Slack; undefined when nothing is. Never throws. */
export function signatureFault(
  { timestamp = '', signature = '', body }: SignedRequest,
  { secret, now }: { readonly secret: string; readonly now: number },
): string | undefined {
  if (!/^\d{1,12}$/.test(timestamp) || signature === '') return 'it is not signed';
  // Of the future, too: it could be kept until it fits.
  if (Math.abs(now / 1_000 - Number(timestamp)) > WINDOW_SECONDS)
    return `its timestamp is more than ${WINDOW_SECONDS} s off`;
  const expected = Buffer.from(signatureOf(timestamp, body, secret));
  const received = Buffer.from(signature);
  const isRight = received.length === expected.length && timingSafeEqual(received, expected);
  return isRight ? undefined : 'its signature is not that of its body and timestamp';
}

export function signatureOf(timestamp: string, body: Buffer, secret: string): string {
  const hmac = createHmac('sha256', secret).update(`v0:${timestamp}:`).update(body);
  return `v0=${hmac.digest('hex')}`;
}
