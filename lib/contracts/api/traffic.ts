import { breakerAnswer, modelsHealthAnswer } from '../answers/breakers.ts';
import { outcomesAnswer } from '../answers/outcomes.ts';
import { distributionAnswer, selectionAnswer, trafficAnswer } from '../answers/traffic.ts';
import { breakerChange } from '../breakers.ts';
import { outcomesRequest } from '../outcomes.ts';
import { selectionRequest } from '../selections.ts';
import { distributionQuery, downshiftChange, downshiftEnding, weightsChange } from '../traffic.ts';
import { list, plain, resource } from './answers.ts';
import type { RouteDescription } from './description.ts';

/** Called for every request that is served. */
const SERVING = {
  'POST /v1/selections': {
    tag: 'Serving',
    summary: 'Choose the mode that answers a session',
    body: { schema: selectionRequest, example: { session_id: 'u-4711' } },
    answers: { 200: plain(selectionAnswer) },
    problems: ['queue_full'],
  },
  'POST /v1/outcomes': {
    tag: 'Serving',
    summary: 'Report how selections went, up to 500 at once',
    description: 'Each outcome is taken or rejected by itself: the answer names those that were not taken.',
    body: {
      schema: outcomesRequest,
      example: {
        outcomes: [{ selection_id: 'AAABlxyz.c2lnbmVk', mode: 'fast', status: 'ok', latency_ms: 412 }],
      },
    },
    idempotencyKey: true,
    answers: { 202: plain(outcomesAnswer) },
  },
} as const satisfies Record<string, RouteDescription>;

/** What people see of the split and do with it. */
const STEERING = {
  'GET /v1/traffic': {
    tag: 'Traffic',
    summary: 'Read weights, downshifts and breakers as they stand',
    answers: { 200: resource(trafficAnswer) },
  },
  'PUT /v1/traffic/weights': {
    tag: 'Traffic',
    summary: 'Set the weights of the modes',
    body: { schema: weightsChange, example: { weights: { fast: 50, balanced: 40, creative: 10 } } },
    ifMatch: true,
    answers: { 200: resource(trafficAnswer) },
    problems: ['invalid_weights', 'unknown_mode'],
  },
  'PUT /v1/traffic/downshifts/{mode}': {
    tag: 'Traffic',
    summary: "Send a mode's sessions to another mode",
    body: {
      schema: downshiftChange,
      example: { to: 'balanced', reason: 'the model is slow', until: '2026-01-31T13:00:00.000Z' },
    },
    ifMatch: true,
    answers: { 200: resource(trafficAnswer) },
    problems: ['unknown_mode', 'downshift_cycle', 'invalid_time'],
  },
  'DELETE /v1/traffic/downshifts/{mode}': {
    tag: 'Traffic',
    summary: "Let a mode's sessions return to it",
    description:
      'A downshift that a runbook has set stands until the models that come into use again had healthy checks in a row ' +
      '(`restore_checks`, 3): `not_recovered` says what is missing. `force=true` with a `reason` ends it all the same.',
    query: downshiftEnding,
    ifMatch: true,
    answers: { 200: resource(trafficAnswer) },
    problems: ['unknown_mode', 'not_recovered'],
  },
  'GET /v1/traffic/distribution': {
    tag: 'Traffic',
    summary: 'Compare the actual split with its target',
    query: distributionQuery,
    answers: { 200: plain(distributionAnswer) },
  },
  'GET /v1/breakers': {
    tag: 'Traffic',
    summary: 'List the breakers of all models',
    answers: { 200: list(breakerAnswer) },
  },
  'GET /v1/breakers/{model}': {
    tag: 'Traffic',
    summary: 'Read the breaker of a model',
    answers: { 200: resource(breakerAnswer) },
  },
  'PUT /v1/breakers/{model}': {
    tag: 'Traffic',
    summary: 'Force a breaker, or give it back to itself',
    description:
      '`auto` for a breaker that a runbook has forced waits until its model had healthy checks in a row ' +
      '(`restore_checks`, 3): `not_recovered` says what is missing. `force` with a reason ends it all the same.',
    body: { schema: breakerChange, example: { state: 'forced_open', reason: 'the vendor restarts it' } },
    ifMatch: true,
    answers: { 200: resource(breakerAnswer) },
    problems: ['not_recovered'],
  },
  'GET /v1/health/models': {
    tag: 'Traffic',
    summary: "Read how each model's last health check went",
    answers: { 200: resource(modelsHealthAnswer) },
  },
} as const satisfies Record<string, RouteDescription>;

export const TRAFFIC_ROUTES = { ...SERVING, ...STEERING };
