import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import type { ApiResponse } from '../shared/http.ts';
import { route } from '../shared/route.ts';

/** It changes with a deployment only. */
const CACHED = 'public, max-age=300';

/**
 * GET /openapi.json: the API's document, as it lies beside the bundle.
 * @param read the document as text, read once
 */
export function documentRoutes(read: () => string) {
  let known: ReturnType<typeof prepared> | undefined;
  return {
    'GET /openapi.json': route({
      handle: ({ headers }): ApiResponse => {
        known ??= prepared(read());
        const { text, zipped, etag } = known;
        const common = { 'cache-control': CACHED, etag, vary: 'accept-encoding' };
        const answer = { headers: common, body: undefined };
        const isKnown = (headers['if-none-match'] ?? '').split(',').some((tag) => tag.trim() === etag);
        if (isKnown) return { ...answer, status: 304, text: '' };
        if (!/\bgzip\b/.test(headers['accept-encoding'] ?? '')) return { ...answer, status: 200, text };
        return { ...answer, status: 200, headers: { ...common, 'content-encoding': 'gzip' }, bytes: zipped };
      },
    }),
  };
}

/** A weak tag, as both codings have it. */
function prepared(text: string) {
  const etag = `W/"${createHash('sha256').update(text).digest('base64url').slice(0, 16)}"`;
  return { text, etag, zipped: gzipSync(text) };
}
