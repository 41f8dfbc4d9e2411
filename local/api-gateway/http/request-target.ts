import { badRequest } from './gateway-error.ts';

export interface RequestTarget {
  /** As sent, percent-encoded: what signatures and policies go by. */
  readonly path: string;
  /** Percent-decoded, as `rawPath` of the event holds it in spite of its name. */
  readonly decodedPath: string;
  /** Between the slashes, percent-decoded one by one. */
  readonly segments: readonly string[];
  /** As sent, without the question mark. */
  readonly query: string;
}

/** Throws GatewayError 400 for a target that is no path, and for broken percent-encoding in its path. */
export function parseTarget(target: string): RequestTarget {
  // A proxy's absolute form (RFC 9112, 3.2.2): the authority is said again by Host.
  const origin = target.replace(/^https?:\/\/[^/?#]*/i, '');
  const mark = origin.indexOf('?');
  const path = (mark === -1 ? origin : origin.slice(0, mark)) || '/';
  const query = mark === -1 ? '' : origin.slice(mark + 1);
  if (!path.startsWith('/') || origin.includes('#')) throw badRequest();
  const segments = path.slice(1).split('/').map(decode);
  return { path, decodedPath: `/${segments.join('/')}`, segments, query };
}

function decode(segment: string): string {
  if (!segment.includes('%')) return segment;
  try {
    return decodeURIComponent(segment);
  } catch {
    throw badRequest();
  }
}
