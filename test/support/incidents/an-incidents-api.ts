import { incidentsRoutes } from '../../../functions/incidents/incidents.ts';
import { apiFunction } from '../../../functions/shared/api-function.ts';
import type { Trouble } from '../../../lib/contracts/offered-command.ts';
import { createUlidSource } from '../../../lib/shared/ulid.ts';
import { anEvent, type EventChange } from '../api-event.ts';
import { InMemoryIdempotencyStore } from '../idempotency/in-memory-idempotency-store.ts';
import { invoke, recordingSurroundings, type Answer } from '../invoke.ts';
import { OPENED_AT } from './builders.ts';
import { InMemoryIncidentStore } from './in-memory-incident-store.ts';

/** The routes of the incidents function before a store in memory; every call is a millisecond later. */
export function anIncidentsApi() {
  const surroundings = recordingSurroundings();
  const clock = { time: OPENED_AT, now: () => (clock.time += 1) };
  const store = new InMemoryIncidentStore();
  const ids = createUlidSource(clock);
  const troubles: Trouble[] = [];
  const leftovers = { of: () => Promise.resolve(troubles) };
  const idempotency = { store: new InMemoryIdempotencyStore(), clock, ids };
  const handler = apiFunction(incidentsRoutes({ store, clock, ids, idempotency, leftovers }), surroundings);
  const call = (key: string, change: EventChange = {}): Promise<Answer> => {
    const rawPath = key.split(' ')[1]?.replace('{id}', change.path?.['id'] ?? '');
    return invoke(
      handler,
      anEvent(key, { groups: '[operator]', ...(rawPath !== undefined && { rawPath }), ...change }),
    );
  };
  return {
    ...{ store, clock, surroundings, call, troubles },
    open: (body: Record<string, unknown> = {}, headers: Record<string, string> = {}) =>
      call('POST /v1/incidents', { body: { ...DRAFT, ...body }, headers }),
  };
}

const DRAFT = {
  title: 'Qwen LLM Failure',
  description: 'Qwen does not answer',
  severity: 'sev2',
  components: ['LLM', 'Qwen'],
};
