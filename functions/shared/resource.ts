import { createHash } from 'node:crypto';
import type { ApiResponse } from './http.ts';

interface ResourceOptions {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** A quoted strong tag, for a resource that has a version of its own. */
  readonly etag?: string;
}

/** One resource, whole, with the strong ETag that a change of it names in If-Match. */
export function resource(
  body: unknown,
  { status = 200, headers = {}, etag = etagOfBody(body) }: ResourceOptions = {},
): ApiResponse {
  return { status, headers: { 'cache-control': 'no-store', ...headers, etag }, body };
}

/** A tag of what the body says: the order of its members does not count, 96 bits of SHA-256 do. */
export function etagOfBody(body: unknown): string {
  return `"${createHash('sha256').update(canonical(body)).digest('base64url').slice(0, 16)}"`;
}

function canonical(body: unknown): string {
  return JSON.stringify(body, (_name, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).toSorted(([one], [other]) => (one < other ? -1 : 1)))
      : value,
  );
}
