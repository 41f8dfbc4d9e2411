import type { Clock } from '../../clock/clock.ts';
import { GatewayError } from '../http/gateway-error.ts';
import type { Route, Stage } from '../template/api-model.ts';
import { createTokenBucket } from './token-bucket.ts';

/** One bucket for each route of a stage. The returned check throws GatewayError 429. */
export function createThrottling(
  stages: readonly Stage[],
  routes: readonly Route[],
  clock: Clock,
): (stage: Stage, route: Route) => void {
  const buckets = new Map<Stage, Map<Route, () => boolean>>();
  for (const stage of stages) {
    const own = new Map<Route, () => boolean>();
    for (const route of routes) {
      const throttle = stage.throttleOf(route.key.text);
      if (throttle) own.set(route, createTokenBucket(throttle, clock));
    }
    buckets.set(stage, own);
  }
  return (stage, route) => {
    const take = buckets.get(stage)?.get(route);
    if (take && !take()) throw new GatewayError(429, 'Too Many Requests', { responseType: 'THROTTLED' });
  };
}
