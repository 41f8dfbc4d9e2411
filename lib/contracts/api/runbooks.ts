import { drillAnswer, drillLineAnswer } from '../answers/drills.ts';
import { executionAnswer, executionLineAnswer, runbookAnswer, startedAnswer } from '../answers/runbooks.ts';
import { drillRequest } from '../drills.ts';
import { executionRequest, executionsQuery, stopRequest } from '../executions.ts';
import { plainPageQuery } from '../page-query.ts';
import { list, plain, resource } from './answers.ts';
import type { RouteDescription } from './description.ts';
import { ulid } from './path-parameters.ts';

const AN_EXECUTION = { id: ulid };

export const RUNBOOK_ROUTES = {
  'GET /v1/runbooks': {
    tag: 'Runbooks',
    summary: 'List the runbooks',
    query: plainPageQuery,
    answers: { 200: list(runbookAnswer) },
  },
  'GET /v1/runbooks/{id}': {
    tag: 'Runbooks',
    summary: 'Read what a runbook does, and what is under way',
    answers: { 200: resource(runbookAnswer) },
  },
  'POST /v1/runbooks/{id}/executions': {
    tag: 'Runbooks',
    summary: 'Start a runbook: live, as a dry run or as a drill',
    body: {
      schema: executionRequest,
      example: { mode: 'dry_run', input: { run_id: 'night' }, reason: 'see what it would do' },
    },
    idempotencyKey: true,
    answers: { 202: plain(startedAnswer, { location: true }) },
    problems: ['blocked', 'invalid_input'],
  },
  'GET /v1/executions': {
    tag: 'Runbooks',
    summary: 'List the executions, newest first',
    query: executionsQuery,
    answers: { 200: list(executionLineAnswer) },
  },
  'GET /v1/executions/{id}': {
    tag: 'Runbooks',
    summary: 'Read how an execution and each of its steps went',
    path: AN_EXECUTION,
    answers: { 200: resource(executionAnswer) },
  },
  'POST /v1/executions/{id}/stop': {
    tag: 'Runbooks',
    summary: 'Stop an execution',
    path: AN_EXECUTION,
    body: { schema: stopRequest, example: { reason: 'it is not the database' } },
    idempotencyKey: true,
    answers: { 202: resource(executionAnswer) },
    problems: ['execution_ended'],
  },
  'GET /v1/drills': {
    tag: 'Runbooks',
    summary: 'List the drills, newest first',
    query: plainPageQuery,
    answers: { 200: list(drillLineAnswer) },
  },
  'GET /v1/drills/{id}': {
    tag: 'Runbooks',
    summary: 'Read what a drill has shown: times, and what would be missing',
    path: AN_EXECUTION,
    answers: { 200: resource(drillAnswer) },
  },
  'POST /v1/drills': {
    tag: 'Runbooks',
    summary: 'Drill every runbook now',
    body: { schema: drillRequest, example: { reason: 'the targets are new' } },
    idempotencyKey: true,
    answers: { 202: resource(drillAnswer, { location: true }) },
    problems: ['blocked'],
  },
} as const satisfies Record<string, RouteDescription>;
