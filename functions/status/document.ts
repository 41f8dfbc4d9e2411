import { createHash } from 'node:crypto';
import type { ApiResponse } from '../shared/http.ts';
import { route } from '../shared/route.ts';

/** It changes with a deployment only. */
const CACHED = 'public, max-age=300';

/**
 * GET /openapi.json: the API's document, as it lies beside the bundle.
 * @param read the document as text, read once
 */
export function documentRoutes(read: () => string) {
  let known: { readonly text: string; readonly etag: string } | undefined;
  return {
    'GET /openapi.json': route({
      handle: ({ headers }): ApiResponse => {
        known ??= withEtag(read());
        const { text, etag } = known;
        const answer = { headers: { 'cache-control': CACHED, etag }, body: undefined };
        const isKnown = (headers['if-none-match'] ?? '').split(',').some((tag) => tag.trim() === etag);
        return isKnown ? { ...answer, status: 304, text: '' } : { ...answer, status: 200, text };
      },
    }),
  };
}

function withEtag(text: string) {
  return { text, etag: `"${createHash('sha256').update(text).digest('base64url').slice(0, 16)}"` };
}
