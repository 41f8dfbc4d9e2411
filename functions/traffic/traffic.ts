import { downshiftChange, weightsChange, type TrafficAnswer } from '../../lib/contracts/traffic.ts';
import type { TrafficConfig } from '../../lib/contracts/traffic-config.ts';
import type { Clock } from '../../lib/shared/clock.ts';
import type { Editor, TrafficControl } from '../../lib/traffic/control.ts';
import { activeDownshifts, type Downshift } from '../../lib/traffic/downshifts.ts';
import { etagOf, type TrafficSettings } from '../../lib/traffic/settings.ts';
import type { ApiRequest, ApiResponse } from '../shared/http.ts';
import { ifMatch } from '../shared/if-match.ts';
import { resource } from '../shared/resource.ts';
import { route } from '../shared/route.ts';

export interface TrafficDependencies {
  readonly control: TrafficControl;
  readonly config: TrafficConfig;
  readonly clock: Clock;
}

/** /v1/traffic, its weights and its downshifts. Every change answers with the resource as it is then. */
export function trafficRoutes({ control, config, clock }: TrafficDependencies) {
  const answer = (settings: TrafficSettings): ApiResponse => {
    const now = clock.now();
    return resource(toAnswer(settings, config, now), { etag: etagOf(settings, now) });
  };

  return {
    'GET /v1/traffic': route({
      roles: ['viewer', 'operator', 'approver'],
      handle: async () => answer(await control.read()),
    }),
    'PUT /v1/traffic/weights': route({
      roles: ['operator'],
      body: weightsChange,
      handle: async (request) => answer(await control.setWeights(editorOf(request), request.body)),
    }),
    'PUT /v1/traffic/downshifts/{mode}': route({
      roles: ['operator'],
      body: downshiftChange,
      handle: async (request) => {
        const { to, reason, until } = request.body;
        const change = { to, reason, ...(until === undefined ? {} : { until }) };
        return answer(await control.setDownshift(editorOf(request), request.path['mode'] ?? '', change));
      },
    }),
    'DELETE /v1/traffic/downshifts/{mode}': route({
      roles: ['operator'],
      handle: async (request) =>
        answer(await control.removeDownshift(editorOf(request), request.path['mode'] ?? '')),
    }),
  };
}

function editorOf({ headers, caller }: ApiRequest<unknown>): Editor {
  return { by: caller.name, matches: ifMatch(headers['if-match']) };
}

function toAnswer(settings: TrafficSettings, config: TrafficConfig, now: number): TrafficAnswer {
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
    breakers: [],
  };
}

function toDownshiftAnswer({ to, until, owner, reason }: Downshift) {
  return { to, owner, reason, ...(until === undefined ? {} : { until: new Date(until).toISOString() }) };
}
