import { createHmac } from 'node:crypto';
import type { JsonObject } from '../contracts/targets.ts';
import type { Served } from '../contracts/target-names.ts';
import type { BoundedOperation } from './ports.ts';
import type { Secret } from '../shared/secrets.ts';

/** Before the signature: its kind, so that there can be another one some day. */
const VERSION = 'v1';

export interface WebhookMessage {
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** What a webhook is told: `scale` is at least so many replicas, never fewer than there are. */
export function webhookBody(target: string, operation: BoundedOperation | { readonly name: 'check' }) {
  return {
    target,
    operation: operation.name satisfies Served,
    ...('replicas' in operation && { replicas: operation.replicas }),
    ...('maxRequestsPerSecond' in operation && {
      max_requests_per_second: operation.maxRequestsPerSecond,
    }),
  };
}

export interface Signer {
  readonly secret: Secret;
  readonly use: 'read' | 'change';
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/** Signs `<timestamp>.<body>` with HMAC-SHA256; docs/targets.md tells receivers how to check it. */
export function signMessage(content: JsonObject, { secret, use, now }: Signer): WebhookMessage {
  const body = JSON.stringify(content);
  const timestamp = String(Math.floor(now / 1_000));
  const signature = createHmac('sha256', secret.value).update(`${timestamp}.${body}`).digest('hex');
  return {
    body,
    headers: {
      'content-type': 'application/json',
      'user-agent': 'artisan-targets',
      'x-artisan-timestamp': timestamp,
      'x-artisan-key-id': `${use}.${secret.version}`,
      'x-artisan-signature': `${VERSION}=${signature}`,
    },
  };
}
