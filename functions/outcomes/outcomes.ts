import { outcomesRequest, type OutcomeReport } from '../../lib/contracts/outcomes.ts';
import type { BatchIdentity, Recorded } from '../../lib/outcomes/ports.ts';
import { asReplay, identityOf } from '../shared/request-identity.ts';
import { route, type BoundRoute } from '../shared/route.ts';

export interface OutcomesDependencies {
  readonly report: (reports: readonly OutcomeReport[], identity?: BatchIdentity) => Promise<Recorded>;
}

/** 500 outcomes of 500 bytes each, and a half of these are the signed id. */
const MAX_BODY_BYTES = 256 * 1024;

/**
 * POST /v1/outcomes. Honours Idempotency-Key by itself: the answer is stored in the transaction that counts, which
 * `idempotent` (functions/shared) can't do. See docs/adr/0013.
 */
export function outcomesRoute({ report }: OutcomesDependencies): BoundRoute {
  const bind = (identity?: BatchIdentity) =>
    route({
      body: outcomesRequest,
      maxBodyBytes: MAX_BODY_BYTES,
      handle: async ({ body }) => {
        const { answer, isReplay } = await report(body.outcomes, identity);
        const response = { status: 202, headers: { 'cache-control': 'no-store' }, body: answer };
        return isReplay ? asReplay(response) : response;
      },
    });
  return Object.assign((...[request]: Parameters<BoundRoute>) => bind(identityOf(request))(request), {
    authorize: bind().authorize,
  });
}
