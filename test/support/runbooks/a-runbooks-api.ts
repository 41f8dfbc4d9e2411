import { runbooksRoutes } from '../../../functions/runbooks/runbooks.ts';
import { apiFunction } from '../../../functions/shared/api-function.ts';
import type { StepRecord } from '../../../lib/runbooks/ports.ts';
import { createUlidSource } from '../../../lib/shared/ulid.ts';
import { anEvent, type EventChange } from '../api-event.ts';
import { InMemoryIdempotencyStore } from '../idempotency/in-memory-idempotency-store.ts';
import { invoke, recordingSurroundings, type Answer } from '../invoke.ts';
import { InMemoryDrillStore } from './in-memory-drill-store.ts';
import { RunbookWorld } from './world.ts';

const START = 'POST /v1/runbooks/{id}/executions';

/** The routes of the runbooks function before a world in memory. The caller is an operator. */
export function aRunbooksApi() {
  const world = new RunbookWorld();
  const surroundings = recordingSurroundings();
  const clock = { now: () => world.time };
  const pending: { approval_id: string; execution_id: string }[] = [];
  const steps: StepRecord[] = [];
  const drills = new InMemoryDrillStore();
  const deps = {
    ...world.deps(),
    approvals: { closeForExecution: () => Promise.resolve(), pending: () => Promise.resolve(pending) },
    history: { steps: () => Promise.resolve(steps) },
    ids: createUlidSource(clock),
    idempotency: { store: new InMemoryIdempotencyStore(), clock, ids: createUlidSource(clock) },
    metrics: surroundings.metrics,
    drills,
    subjects: { newestRun: () => Promise.resolve('run-1') },
  };
  const handler = apiFunction(runbooksRoutes(deps), surroundings);
  const call = (key: string, change: EventChange = {}): Promise<Answer> =>
    invoke(handler, anEvent(key, { groups: '[operator]', ...change }));
  const start = (body: object = {}, change: EventChange = {}): Promise<Answer> => {
    const whole = { mode: 'live', input: { run_id: 'run-1' }, reason: 'by hand', ...body };
    return call(START, { body: whole, path: { id: 'rl_rollback' }, ...change });
  };
  return {
    ...{ world, surroundings, pending, steps, drills, call, start },
    show: (id: string) => call('GET /v1/executions/{id}', { path: { id } }),
    stop: (id: string, change: EventChange = {}) =>
      call('POST /v1/executions/{id}/stop', { path: { id }, body: { reason: 'wrong run' }, ...change }),
    list: (query: Readonly<Record<string, string>> = {}) => call('GET /v1/executions', { query }),
  };
}
