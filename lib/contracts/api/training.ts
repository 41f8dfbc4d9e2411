import { directiveAnswer, overridesAnswer } from '../answers/directives.ts';
import { begunRunAnswer, chartAnswer, metricsAnswer, runAnswer } from '../answers/runs.ts';
import { scheduleAnswer } from '../answers/schedules.ts';
import { chartQuery } from '../chart.ts';
import { plainPageQuery } from '../page-query.ts';
import { ackRequest, directiveRequest, overridesRequest, rollbackRequest, runRequest } from '../runs.ts';
import { scheduleQuery } from '../step-query.ts';
import { list, plain, resource } from './answers.ts';
import type { RouteDescription } from './description.ts';
import { metricsBody } from './metrics-body.ts';

/** What a trainer calls. */
const TRAINERS = {
  'POST /v1/runs': {
    tag: 'Training',
    summary: 'Begin a run, or attach to the one of that id',
    body: { schema: runRequest, example: { run_id: 'night', total_steps: 1000000, labels: { team: 'rl' } } },
    idempotencyKey: true,
    answers: { 200: resource(begunRunAnswer), 201: resource(begunRunAnswer) },
    problems: ['run_ended'],
  },
  'POST /v1/runs/{run}/metrics': {
    tag: 'Training',
    summary: 'Report a batch of steps, as rows or as columns',
    description:
      'A step counts once, so a batch may be sent again. The answer steers the trainer. Beside `reward` and `loss`, `kl` and `episode_reward` are watched; `entropy_coef` and `learning_rate`, as they were used, are held to what the schedule says: without them nobody but the trainer knows whether it goes by it.',
    body: {
      schema: metricsBody,
      example: { attempt: 1, first_step: 0, columns: { reward: [2.9, 3.1], loss: [1.2, null] } },
    },
    answers: { 200: plain(metricsAnswer) },
    problems: ['older_attempt', 'run_ended', 'unknown_attempt', 'step_beyond_run'],
  },
  'GET /v1/runs/{run}/schedule': {
    tag: 'Training',
    summary: 'Read what to train a step with',
    query: scheduleQuery,
    answers: { 200: resource(scheduleAnswer) },
  },
  'GET /v1/runs/{run}/directive': {
    tag: 'Training',
    summary: 'Read what the trainer is to do',
    answers: { 200: plain(directiveAnswer) },
  },
  'POST /v1/runs/{run}/acks': {
    tag: 'Training',
    summary: 'Say that a directive was carried out, or that it failed',
    body: {
      schema: ackRequest,
      example: { directive_id: '01JJZ3T9Q4M8W2X6Y0A1B2C3D4', global_step: 2000, status: 'done' },
    },
    answers: { 200: plain(directiveAnswer) },
    problems: ['run_ended'],
  },
  'POST /v1/runs/{run}/finish': {
    tag: 'Training',
    summary: 'End a run that has trained all it was to',
    answers: { 200: resource(runAnswer) },
    problems: ['run_ended'],
  },
} as const satisfies Record<string, RouteDescription>;

/** What people see of runs and do with them. */
const PEOPLE = {
  'GET /v1/runs': {
    tag: 'Training',
    summary: 'List the runs, newest first',
    query: plainPageQuery,
    answers: { 200: list(runAnswer) },
  },
  'GET /v1/runs/{run}': {
    tag: 'Training',
    summary: 'Read a run as it stands',
    answers: { 200: resource(runAnswer) },
  },
  'GET /v1/runs/{run}/metrics': {
    tag: 'Training',
    summary: "Read a run's chart, thinned out with its extremes kept",
    query: chartQuery,
    answers: { 200: resource(chartAnswer) },
  },
  'POST /v1/runs/{run}/directives': {
    tag: 'Training',
    summary: 'Pause, resume, save now or stop a run',
    body: { schema: directiveRequest, example: { action: 'pause', reason: 'look at the loss first' } },
    idempotencyKey: true,
    answers: { 202: plain(directiveAnswer) },
    problems: ['directive_refused', 'run_ended'],
  },
  'POST /v1/runs/{run}/rollback': {
    tag: 'Training',
    summary: 'Send a run back to a checkpoint',
    body: { schema: rollbackRequest, example: { to: 'stable', reason: 'the reward collapsed' } },
    idempotencyKey: true,
    answers: { 202: plain(directiveAnswer) },
    problems: ['directive_refused', 'no_rollback_target', 'checkpoint_lost', 'run_ended'],
  },
  'GET /v1/runs/{run}/overrides': {
    tag: 'Training',
    summary: 'Read what stands in place of the schedule',
    answers: { 200: resource(overridesAnswer) },
  },
  'PUT /v1/runs/{run}/overrides': {
    tag: 'Training',
    summary: 'Set what stands in place of the schedule; what is left out follows the schedule again',
    body: { schema: overridesRequest, example: { learning_rate: 0.0001, reason: 'the loss swings' } },
    ifMatch: true,
    answers: { 200: resource(overridesAnswer) },
    problems: ['run_ended'],
  },
} as const satisfies Record<string, RouteDescription>;

export const TRAINING_ROUTES = { ...TRAINERS, ...PEOPLE };
