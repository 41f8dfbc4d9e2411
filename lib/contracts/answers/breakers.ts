import * as v from 'valibot';
import { BREAKER_STATES } from '../breakers.ts';
import { instant, wholeNumber, type Answer } from './answer.ts';

/** GET /v1/breakers/{model} */
export const breakerAnswer = v.pipe(
  v.object({
    model: v.string(),
    state: v.picklist(BREAKER_STATES),
    generation: wholeNumber,
    error_rate: v.pipe(
      v.number(),
      v.minValue(0),
      v.maxValue(1),
      v.description('Share of failures of the answers in the window; 0 when there are none'),
    ),
    volume: v.pipe(wholeNumber, v.description('Answers in the window')),
    consecutive_failures: v.pipe(wholeNumber, v.description('Health checks failed in a row')),
    next_attempt_at: v.exactOptional(v.pipe(instant, v.description('When the next probe may go'))),
    owner: v.exactOptional(v.pipe(v.string(), v.description('Who forced it; present while forced'))),
    execution_id: v.exactOptional(
      v.pipe(v.string(), v.description('The execution that forced it, where a runbook did')),
    ),
    reason: v.exactOptional(v.string()),
    changed_by: v.exactOptional(v.string()),
    changed_at: v.exactOptional(instant),
  }),
  v.examples([
    { model: 'qwen', state: 'closed', generation: 4, error_rate: 0.02, volume: 50, consecutive_failures: 0 },
  ]),
);

const modelHealth = v.object({
  healthy: v.pipe(v.boolean(), v.description('True also for a model that was never checked')),
  probed: v.pipe(v.boolean(), v.description('False for a model without a health URL')),
  consecutive_failures: wholeNumber,
  consecutive_successes: v.pipe(wholeNumber, v.description('Healthy checks in a row')),
  latency_ms: v.pipe(v.nullable(v.number()), v.description('Null as long as it was never checked')),
  checked_at: v.nullable(instant),
  reason: v.string(),
});

/** GET /v1/health/models */
export const modelsHealthAnswer = v.pipe(
  v.object({ models: v.record(v.string(), modelHealth) }),
  v.examples([
    {
      models: {
        qwen: {
          healthy: true,
          probed: true,
          consecutive_failures: 0,
          consecutive_successes: 12,
          latency_ms: 41,
          checked_at: '2026-01-31T12:00:00.000Z',
          reason: 'answered 200',
        },
      },
    },
  ]),
);

/** What a model lacks that what a runbook did for it may be undone: a member of the problem `not_recovered`. */
export const unrecoveredAnswer = v.object({
  model: v.string(),
  healthy_checks: v.pipe(wholeNumber, v.description('In a row, the last of them not long ago')),
  needed: wholeNumber,
  detail: v.string(),
});

export type UnrecoveredAnswer = Answer<typeof unrecoveredAnswer>;

export type BreakerAnswer = Answer<typeof breakerAnswer>;

export type ModelsHealthAnswer = Answer<typeof modelsHealthAnswer>;

export type ModelHealthAnswer = ModelsHealthAnswer['models'][string];
