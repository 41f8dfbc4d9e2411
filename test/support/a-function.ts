import { apiFunction } from '../../functions/shared/api-function.ts';
import type { BoundRoute } from '../../functions/shared/route.ts';
import { anEvent, type EventChange } from './api-event.ts';
import { invoke, recordingSurroundings } from './invoke.ts';

export const PATH = '/v1/things';
export const KEY = `POST ${PATH}`;

/** A function of one route, called as the gateway calls it. */
export function aFunction(bound: BoundRoute) {
  const surroundings = recordingSurroundings();
  const handler = apiFunction({ [KEY]: bound }, surroundings);
  const call = (change: EventChange = {}) =>
    invoke(handler, anEvent(KEY, { groups: '[operator]', ...change }));
  return { call, ...surroundings };
}
