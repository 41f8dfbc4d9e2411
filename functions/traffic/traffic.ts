import type { BreakerControl, CountedBreaker } from '../../lib/breakers/control.ts';
import { downshiftChange, downshiftEnding, weightsChange } from '../../lib/contracts/traffic.ts';
import type { TrafficAnswer } from '../../lib/contracts/answers/traffic.ts';
import type { TrafficConfig } from '../../lib/contracts/traffic-config.ts';
import type { Clock } from '../../lib/shared/clock.ts';
import type { Editor } from '../../lib/traffic/change-settings.ts';
import type { TrafficControl } from '../../lib/traffic/control.ts';
import { activeDownshifts, type Downshift } from '../../lib/traffic/downshifts.ts';
import { etagOf, type TrafficSettings } from '../../lib/traffic/settings.ts';
import type { ApiRequest, ApiResponse } from '../shared/http.ts';
import { ifMatch } from '../shared/if-match.ts';
import { resource } from '../shared/resource.ts';
import { route } from '../shared/route.ts';
import { toBreakerAnswer } from './breaker-answer.ts';

export interface TrafficDependencies {
  readonly control: TrafficControl;
  readonly breakers: Pick<BreakerControl, 'list'>;
  readonly config: TrafficConfig;
  readonly clock: Clock;
}

/**
 * /v1/traffic, its weights and its downshifts. Every change answers with the resource as it is then; what it shows of
 * the breakers is read first, so that nothing is changed when it can't be had.
 */
export function trafficRoutes({ control, breakers, config, clock }: TrafficDependencies) {
  const answer = async (settle: () => Promise<TrafficSettings>): Promise<ApiResponse> => {
    const counted = await breakers.list();
    const settings = await settle();
    const now = clock.now();
    return resource(toAnswer(settings, counted, { config, now }), { etag: etagOf(settings, now) });
  };

  return {
    'GET /v1/traffic': route({
      roles: ['viewer', 'operator', 'approver'],
      handle: () => answer(() => control.read()),
    }),
    'PUT /v1/traffic/weights': route({
      roles: ['operator'],
      body: weightsChange,
      handle: (request) => {
        const editor = editorOf(request);
        return answer(() => control.setWeights(editor, request.body));
      },
    }),
    'PUT /v1/traffic/downshifts/{mode}': route({
      roles: ['operator'],
      body: downshiftChange,
      handle: (request) => {
        const { to, reason, until } = request.body;
        const change = { to, reason, ...(until === undefined ? {} : { until }) };
        const editor = editorOf(request);
        return answer(() => control.setDownshift(editor, request.path['mode'] ?? '', change));
      },
    }),
    'DELETE /v1/traffic/downshifts/{mode}': route({
      roles: ['operator'],
      query: downshiftEnding,
      handle: (request) => {
        const { force, reason } = request.query;
        const editor = { ...editorOf(request), ...(reason !== undefined && { reason }) };
        return answer(() => control.removeDownshift(editor, request.path['mode'] ?? '', { force }));
      },
    }),
  };
}

function editorOf({ headers, caller }: Pick<ApiRequest<unknown>, 'headers' | 'caller'>): Editor {
  return { by: caller.name, matches: ifMatch(headers['if-match']) };
}

function toAnswer(
  settings: TrafficSettings,
  breakers: readonly CountedBreaker[],
  { config, now }: { readonly config: TrafficConfig; readonly now: number },
): TrafficAnswer {
  const downshifts = Object.entries(activeDownshifts(settings.downshifts, now));
  return {
    strategy: config.strategy,
    weights: settings.weights,
    weights_version: settings.weightsVersion,
    fallback_mode: config.fallback_mode,
    sticky: { enabled: config.sticky_session, ttl_seconds: config.sticky_ttl_seconds },
    downshifts: Object.fromEntries(
      downshifts.map(([mode, downshift]) => [mode, toDownshiftAnswer(downshift)]),
    ),
    breakers: breakers.map((counted) => toBreakerAnswer(counted, now)),
  };
}

function toDownshiftAnswer({ to, until, owner, reason, executionId }: Downshift) {
  return {
    ...{ to, owner, reason },
    ...(executionId !== undefined && { execution_id: executionId }),
    ...(until !== undefined && { until: new Date(until).toISOString() }),
  };
}
