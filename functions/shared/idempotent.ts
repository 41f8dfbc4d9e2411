import { runOnce, type OnceDependencies } from '../../lib/idempotency/run-once.ts';
import type { ApiResponse } from './http.ts';
import { asReplay, identityOf } from './request-identity.ts';
import type { BoundRoute, RawRequest } from './route.ts';

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
    if (request.headers['idempotency-key'] !== undefined) bound.authorize(request.caller);
    const identity = identityOf(request);
    if (!identity) return bound(request);
    const work = async () => ({ headers: {}, ...(await bound(request)) });
    const { isReplay, answer } = await runOnce(dependencies, { ...identity, replay }, work);
    return isReplay ? asReplay(answer) : answer;
  };
  return Object.assign(serve, { authorize: bound.authorize });
}
