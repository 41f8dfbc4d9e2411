import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDbBreakerStore } from '../../lib/aws/dynamodb-breaker-store.ts';
import { createGates } from '../../lib/breakers/gates.ts';
import type { ModelOutcome } from '../../lib/breakers/ports.ts';
import { createBreakerReports } from '../../lib/breakers/reports.ts';
import { createBreakerView } from '../../lib/breakers/view.ts';
import { systemClock } from '../../lib/shared/clock.ts';
import { randomId } from '../../lib/shared/ids.ts';
import { TABLES } from '../selections/environment.ts';
import { POLICY, type Container, type Contestant, type Report } from './contestant.ts';

const BATCH = 100;
const MODELS = ['mistral', 'llama', 'qwen'] as const;

const config = {
  breaker: {
    error_rate: POLICY.errorRate,
    window_ms: 60_000,
    min_volume: POLICY.minVolume,
    failed_checks: 3,
    restore_checks: 3,
    backoff_initial_ms: POLICY.waitMs,
    backoff_max_ms: POLICY.waitMs,
    jitter: 0,
    probe_lease_ms: 30_000,
  },
  model_timeouts_ms: Object.fromEntries(MODELS.map((model) => [model, 30_000])),
};

const rethrow = (error: unknown) => {
  throw error;
};

const depsOf = (client: DynamoDBClient) => ({
  store: new DynamoDbBreakerStore(client, TABLES.control),
  config,
  clock: systemClock,
  random: () => 0,
  ids: randomId,
  publish: () => undefined,
});

/** Ours: gates before selections, and outcomes in batches of 100, over the real adapter. */
export function artisan(client: DynamoDBClient): Contestant {
  const deps = depsOf(client);
  const reports = createBreakerReports(deps);
  const outcomes = new Map<Report, ModelOutcome>();

  const aContainer = (): Container => {
    const view = createBreakerView({ ...deps, onError: rethrow });
    const gates = createGates({ ...deps, view, onStoreError: rethrow });
    return {
      ask: async () => {
        const nonce = randomId();
        const gate = await gates(nonce);
        if (!(await gate.admits(['qwen']))) return undefined;
        const outcome = { models: ['qwen'], latencyMs: 1, nonce, selectedAt: Date.now() } as const;
        const report: Report = (ok) => reports.recordOutcomes([{ ...outcome, status: ok ? 'ok' : 'error' }]);
        outcomes.set(report, { ...outcome, status: 'ok' });
        return report;
      },
    };
  };

  return {
    name: 'artisan',
    aContainer,
    reportWell: async (done) => {
      const well = done.flatMap((report) => outcomes.get(report) ?? []);
      for (let i = 0; i < well.length; i += BATCH) await reports.recordOutcomes(well.slice(i, i + BATCH));
    },
  };
}

/** One batch of 100 outcomes over the three models, a third of them failures. */
export async function reportOneBatch(client: DynamoDBClient): Promise<number> {
  await createBreakerReports(depsOf(client)).recordOutcomes(
    Array.from({ length: BATCH }, (_, i) => ({
      models: [MODELS[i % MODELS.length] ?? 'qwen'],
      status: i % 10 < 3 ? 'error' : 'ok',
      latencyMs: 1,
      nonce: randomId(),
      selectedAt: Date.now(),
    })),
  );
  return BATCH;
}
