import { hash } from 'node:crypto';
import { canonicalPath, canonicalQuery } from './canonical-uri.ts';
import type { SignedRequest, VerifyOptions } from './signed-request.ts';

/** Source: "Create a signed AWS API request", step 1, in the IAM User Guide. Returns its SHA-256 in hex. */
export function hashCanonicalRequest(
  request: SignedRequest,
  signedHeaders: readonly string[],
  { payloadHash, pathStyle }: Pick<VerifyOptions, 'payloadHash' | 'pathStyle'>,
): string {
  const { path, query } = splitTarget(request.target);
  const headers = signedHeaders.map((name) => `${name}:${canonicalValue(headerOf(request, name))}\n`);
  const canonical = [
    request.method,
    canonicalPath(path, pathStyle),
    canonicalQuery(query),
    headers.join(''),
    signedHeaders.join(';'),
    payloadHash,
  ].join('\n');
  // Node reads header bytes as latin1; a signer hashed the bytes it sent.
  return hash('sha256', Buffer.from(canonical, 'latin1'), 'hex');
}

export function splitTarget(target: string): { path: string; query: string } {
  const mark = target.indexOf('?');
  return mark === -1
    ? { path: target, query: '' }
    : { path: target.slice(0, mark), query: target.slice(mark + 1) };
}

// The caller chose the name: `constructor` is no header.
const headerOf = ({ headers }: SignedRequest, name: string): string | readonly string[] | undefined =>
  Object.hasOwn(headers, name) ? headers[name] : undefined;

function canonicalValue(value: string | readonly string[] | undefined): string {
  if (value === undefined) return '';
  return typeof value === 'string' ? trimAll(value) : value.map(trimAll).join(',');
}

const trimAll = (value: string): string =>
  value.includes('  ') || value.includes('\t') ? value.trim().replace(/[ \t]+/g, ' ') : value.trim();
