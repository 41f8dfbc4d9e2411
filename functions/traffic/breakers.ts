import { etagOfBreaker, type BreakerControl, type CountedBreaker } from '../../lib/breakers/control.ts';
import { breakerChange } from '../../lib/contracts/breakers.ts';
import type { Clock } from '../../lib/shared/clock.ts';
import type { ApiResponse } from '../shared/http.ts';
import { ifMatch } from '../shared/if-match.ts';
import { page } from '../shared/page.ts';
import { resource } from '../shared/resource.ts';
import { route } from '../shared/route.ts';
import { toBreakerAnswer } from './breaker-answer.ts';

export interface BreakerRoutesDependencies {
  readonly breakers: BreakerControl;
  readonly clock: Clock;
}

/** /v1/breakers. There are as many as models in the configuration, so the list has one page. */
export function breakerRoutes({ breakers, clock }: BreakerRoutesDependencies) {
  const answer = (counted: CountedBreaker): ApiResponse =>
    resource(toBreakerAnswer(counted, clock.now()), { etag: etagOfBreaker(counted.breaker) });

  return {
    'GET /v1/breakers': route({
      roles: ['viewer', 'operator', 'approver'],
      handle: async (request) => {
        const items = (await breakers.list()).map((counted) => toBreakerAnswer(counted, clock.now()));
        return { status: 200, headers: { 'cache-control': 'no-store' }, body: page(request, items) };
      },
    }),
    'GET /v1/breakers/{model}': route({
      roles: ['viewer', 'operator', 'approver'],
      handle: async ({ path }) => answer(await breakers.read(path['model'] ?? '')),
    }),
    'PUT /v1/breakers/{model}': route({
      roles: ['operator'],
      body: breakerChange,
      handle: async ({ path, body, headers, caller }) => {
        const editor = { by: caller.name, matches: ifMatch(headers['if-match']) };
        return answer(await breakers.order(editor, path['model'] ?? '', body));
      },
    }),
  };
}
