import { createHash } from 'node:crypto';
import { runOnce, type OnceDependencies } from '../../lib/idempotency/run-once.ts';
import type { ApiResponse } from './http.ts';
import { ProblemError } from './problem.ts';
import type { BoundRoute, RawRequest } from './route.ts';

/** Printable ASCII. */
const KEY = /^[\x20-\x7e]{1,128}$/;

interface IdempotentOptions {
  /** `rerun` for work that is idempotent by itself and whose answer must be fresh: presigned URLs. */
  readonly replay?: 'stored' | 'rerun';
}

/**
 * Honours Idempotency-Key on a route. The key counts for one caller and one path, for 24 h. A repetition gets the stored
 * answer with `idempotent-replayed: true`; another body or query under the key is 422, and 409 with Retry-After while
 * the first request runs. Bodies are compared as they were sent, byte by byte: who repeats a request sends what he sent,
 * and equality of parsed numbers is a matter of taste (1 and 1.0, -0).
 *
 * The handler must be idempotent by a condition of its own: see runOnce. Answers have to fit into an item (400 KB).
 */
export function idempotent(
  dependencies: OnceDependencies,
  bound: BoundRoute,
  { replay = 'stored' }: IdempotentOptions = {},
): BoundRoute {
  const serve = async (request: RawRequest): Promise<ApiResponse> => {
    const header = request.headers['idempotency-key'];
    if (header === undefined) return bound(request);
    bound.authorize(request.caller);
    checkKey(header);
    const work = async () => ({ headers: {}, ...(await bound(request)) });
    const identity = { key: keyOf(request, header), fingerprint: fingerprintOf(request), replay };
    const { isReplay, answer } = await runOnce(dependencies, identity, work);
    return isReplay ? { ...answer, headers: { ...answer.headers, 'idempotent-replayed': 'true' } } : answer;
  };
  return Object.assign(serve, { authorize: bound.authorize });
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
