import * as v from 'valibot';
import { REASONS } from '../selections.ts';
import { instant, wholeNumber, type Answer } from './answer.ts';
import { breakerAnswer } from './breakers.ts';

const downshift = v.object({
  to: v.string(),
  until: v.exactOptional(instant),
  owner: v.string(),
  reason: v.string(),
  execution_id: v.exactOptional(
    v.pipe(v.string(), v.description('The execution that set it, where a runbook did')),
  ),
});

/** GET /v1/traffic */
export const trafficAnswer = v.pipe(
  v.object({
    strategy: v.string(),
    weights: v.record(v.string(), v.number()),
    weights_version: wholeNumber,
    fallback_mode: v.string(),
    sticky: v.object({ enabled: v.boolean(), ttl_seconds: v.number() }),
    downshifts: v.record(v.string(), downshift),
    breakers: v.array(breakerAnswer),
  }),
  v.examples([
    {
      strategy: 'weighted_random',
      weights: { fast: 60, balanced: 30, creative: 10 },
      weights_version: 3,
      fallback_mode: 'fast',
      sticky: { enabled: true, ttl_seconds: 3600 },
      downshifts: { creative: { to: 'balanced', owner: 'rosa', reason: 'the model is slow' } },
      breakers: [],
    },
  ]),
);

/** POST /v1/selections */
export const selectionAnswer = v.pipe(
  v.object({
    selection_id: v.string(),
    mode: v.string(),
    assigned_mode: v.string(),
    reason: v.picklist(REASONS),
    models: v.array(v.string()),
    replica: v.exactOptional(
      v.pipe(v.string(), v.description('Where the request goes; present when the mode has replicas')),
    ),
    lease_id: v.exactOptional(
      v.pipe(
        v.string(),
        v.description('To be returned with the outcome: until then the request counts as in flight'),
      ),
    ),
    weights_version: wholeNumber,
    expires_at: v.exactOptional(instant),
  }),
  v.examples([
    {
      selection_id: 'AAABlxyz.c2lnbmVk',
      mode: 'fast',
      assigned_mode: 'fast',
      reason: 'assigned',
      models: ['llama'],
      weights_version: 3,
      expires_at: '2026-01-31T12:00:00.000Z',
    },
  ]),
);

/** Of each mode, percentages 0..100; the deviation in points. */
const share = v.object({
  target: v.number(),
  actual: v.number(),
  deviation: v.number(),
  alert: v.boolean(),
  served: v.number(),
  downshifted: v.number(),
});

/** GET /v1/traffic/distribution */
export const distributionAnswer = v.pipe(
  v.object({
    window_seconds: v.number(),
    samples: wholeNumber,
    status: v.picklist(['ok', 'deviating', 'insufficient_data']),
    p_value: v.pipe(v.number(), v.minValue(0), v.maxValue(1)),
    modes: v.record(v.string(), share),
  }),
  v.examples([
    {
      window_seconds: 300,
      samples: 1200,
      status: 'ok',
      p_value: 0.71,
      modes: {
        fast: { target: 60, actual: 59.6, deviation: -0.4, alert: false, served: 59.8, downshifted: 0 },
      },
    },
  ]),
);

export type TrafficAnswer = Answer<typeof trafficAnswer>;

export type SelectionAnswer = Answer<typeof selectionAnswer>;

export type DistributionAnswer = Answer<typeof distributionAnswer>;
