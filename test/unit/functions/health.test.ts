import { healthRoutes } from '../../../functions/health/health.ts';
import { apiFunction } from '../../../functions/shared/api-function.ts';
import { anEvent } from '../../support/api-event.ts';
import { aHealthCheck } from '../../support/health/checks.ts';
import { InMemoryHealthStore } from '../../support/health/in-memory-health-store.ts';
import { invoke, recordingSurroundings } from '../../support/invoke.ts';

const ROUTE = 'GET /v1/health/models';

function aHealthFunction() {
  const store = new InMemoryHealthStore();
  const routes = healthRoutes({ models: ['mistral', 'llama', 'qwen'], probed: ['mistral', 'qwen'], store });
  const handler = apiFunction(routes, recordingSurroundings());
  return { store, call: (groups = '[viewer]') => invoke(handler, anEvent(ROUTE, { groups })) };
}

describe('GET /v1/health/models', () => {
  it('shows every model: checked, not checked yet, and never checked', async () => {
    const { store, call } = aHealthFunction();
    await store.record(
      aHealthCheck({ model: 'qwen', healthy: false, reason: 'answered 503', dueAt: Date.UTC(2026, 0, 1) }),
    );

    const { status, body, headers } = await call();

    expect(status).toBe(200);
    expect(headers['etag']).toMatch(/^"[\w-]{16}"$/);
    expect(body).toEqual({
      models: {
        mistral: {
          healthy: true,
          probed: true,
          consecutive_failures: 0,
          consecutive_successes: 0,
          latency_ms: null,
          checked_at: null,
          reason: 'not checked yet',
        },
        llama: {
          healthy: true,
          probed: false,
          consecutive_failures: 0,
          consecutive_successes: 0,
          latency_ms: null,
          checked_at: null,
          reason: 'never checked: it has no health URL',
        },
        qwen: {
          healthy: false,
          probed: true,
          consecutive_failures: 1,
          consecutive_successes: 0,
          latency_ms: 12,
          checked_at: '2026-01-01T00:00:00.012Z',
          reason: 'answered 503',
        },
      },
    });
  });

  it('is closed to who has no role', async () => {
    const { call } = aHealthFunction();

    const { status } = await call('[]');

    expect(status).toBe(403);
  });

  it('forgets what was found of a model whose URL is gone', async () => {
    const { store, call } = aHealthFunction();
    await store.record(aHealthCheck({ model: 'llama', healthy: false }));

    const { body } = await call();

    expect(body).toMatchObject({ models: { llama: { healthy: true, probed: false } } });
  });
});
