import type { ApiResponse } from './http.ts';
import { etagOfBody } from './resource.ts';
import type { RawRequest } from './route.ts';

/**
 * Says 304 to whoever has what he asks for already, and gives what has no ETag one of its body. Only a tag of the whole
 * body says so: those that changes are made with may stand still while figures beside them move.
 */
export function revalidated(
  { method, headers }: Pick<RawRequest, 'method' | 'headers'>,
  response: ApiResponse,
): ApiResponse {
  const { status, body, text, bytes } = response;
  if (method !== 'GET' || status !== 200 || text !== undefined || bytes) return response;
  const etag = etagOfBody(body);
  const tagged = { etag, ...response.headers };
  const known = (headers['if-none-match'] ?? '').split(',').map((tag) => tag.trim().replace(/^W\//, ''));
  if (tagged.etag === etag && known.includes(etag)) return { status: 304, headers: tagged, body, text: '' };
  return { ...response, headers: tagged };
}
