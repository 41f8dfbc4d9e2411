import { createHash } from 'node:crypto';
import type { ApiResponse } from './http.ts';
import { ProblemError } from './problem.ts';
import type { RawRequest } from './route.ts';

/** Printable ASCII. */
const KEY = /^[\x20-\x7e]{1,128}$/;

/** What a request with an Idempotency-Key is known by. */
export interface RequestIdentity {
  /** Of the caller, the path and the key together. */
  readonly key: string;
  /** Of body and query: a repetition has the same. */
  readonly fingerprint: string;
}

/** @returns undefined without the header. @throws ProblemError 400 for a key that is none */
export function identityOf(request: RawRequest): RequestIdentity | undefined {
  const header = request.headers['idempotency-key'];
  if (header === undefined) return undefined;
  checkKey(header);
  return { key: keyOf(request, header), fingerprint: fingerprintOf(request) };
}

/** A stored answer, marked as one. */
export function asReplay(answer: ApiResponse): ApiResponse {
  return { ...answer, headers: { ...answer.headers, 'idempotent-replayed': 'true' } };
}

function checkKey(header: string): void {
  if (KEY.test(header)) return;
  throw new ProblemError(
    'invalid_request',
    `Idempotency-Key: got ${header.length} characters, allowed are 1..128 printable ones of ASCII`,
  );
}

function keyOf({ caller, method, rawPath }: RawRequest, header: string): string {
  return hash([caller.name, method, rawPath, header]);
}

function fingerprintOf({ raw, query }: RawRequest): string {
  const sorted = Object.entries(query).toSorted(([one], [other]) => (one < other ? -1 : 1));
  return hash([raw.body ?? '', raw.isBase64Encoded, sorted]);
}

/** JSON tells where one part ends, so that no two lists have the same text. */
function hash(parts: readonly unknown[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}
