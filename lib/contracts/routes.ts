import type { FunctionName, Role } from './names.ts';

/**
 * Who may call: `service` is signed with SigV4 and allowed by IAM, a role is a group of the caller's token,
 * `open` is anyone.
 */
export type RouteAuth = 'service' | 'open' | Role;

export interface RouteContract {
  readonly function: FunctionName;
  readonly auth: RouteAuth;
}

/** Every route, by the route key of an HTTP API. */
export const ROUTES = {
  'POST /v1/selections': { function: 'selections', auth: 'service' },
  'POST /v1/outcomes': { function: 'outcomes', auth: 'service' },
  'GET /v1/traffic': { function: 'traffic', auth: 'viewer' },
  'PUT /v1/traffic/weights': { function: 'traffic', auth: 'operator' },
  'PUT /v1/traffic/downshifts/{mode}': { function: 'traffic', auth: 'operator' },
  'DELETE /v1/traffic/downshifts/{mode}': { function: 'traffic', auth: 'operator' },
  'GET /v1/traffic/distribution': { function: 'traffic', auth: 'viewer' },
  'GET /v1/breakers': { function: 'traffic', auth: 'viewer' },
  'GET /v1/breakers/{model}': { function: 'traffic', auth: 'viewer' },
  'PUT /v1/breakers/{model}': { function: 'traffic', auth: 'operator' },
  'GET /v1/health/models': { function: 'health', auth: 'viewer' },
  'POST /v1/runs': { function: 'training', auth: 'service' },
  'POST /v1/runs/{run}/metrics': { function: 'training', auth: 'service' },
  'GET /v1/runs/{run}/schedule': { function: 'training', auth: 'service' },
  'GET /v1/runs/{run}/directive': { function: 'training', auth: 'service' },
  'POST /v1/runs/{run}/acks': { function: 'training', auth: 'service' },
  'POST /v1/runs/{run}/finish': { function: 'training', auth: 'service' },
  'GET /v1/runs': { function: 'runs', auth: 'viewer' },
  'GET /v1/runs/{run}': { function: 'runs', auth: 'viewer' },
  'GET /v1/runs/{run}/metrics': { function: 'charts', auth: 'viewer' },
  'POST /v1/runs/{run}/directives': { function: 'runs', auth: 'operator' },
  'POST /v1/runs/{run}/rollback': { function: 'runs', auth: 'operator' },
  'GET /v1/runs/{run}/overrides': { function: 'runs', auth: 'viewer' },
  'PUT /v1/runs/{run}/overrides': { function: 'runs', auth: 'operator' },
  'POST /v1/runs/{run}/checkpoints': { function: 'checkpoints', auth: 'service' },
  'POST /v1/runs/{run}/checkpoints/{step}/commit': { function: 'checkpoints', auth: 'service' },
  'GET /v1/runs/{run}/checkpoints': { function: 'checkpoints', auth: 'viewer' },
  'GET /v1/runs/{run}/checkpoints/{sel}': { function: 'checkpoints', auth: 'viewer' },
  'GET /v1/runs/{run}/checkpoints/{sel}/download': { function: 'checkpoints', auth: 'service' },
  'POST /v1/runs/{run}/checkpoints/{sel}/download': { function: 'checkpoints', auth: 'operator' },
  'PUT /v1/runs/{run}/checkpoints/{step}/pin': { function: 'checkpoints', auth: 'operator' },
  'DELETE /v1/runs/{run}/checkpoints/{step}/pin': { function: 'checkpoints', auth: 'operator' },
  'GET /v1/incidents': { function: 'incidents', auth: 'viewer' },
  'POST /v1/incidents': { function: 'incidents', auth: 'operator' },
  'GET /v1/incidents/{id}': { function: 'incidents', auth: 'viewer' },
  'GET /v1/incidents/{id}/timeline': { function: 'incidents', auth: 'viewer' },
  'POST /v1/incidents/{id}/timeline': { function: 'incidents', auth: 'operator' },
  'POST /v1/incidents/{id}/resolve': { function: 'incidents', auth: 'operator' },
  'GET /v1/checklist': { function: 'report', auth: 'viewer' },
  'GET /v1/report': { function: 'report', auth: 'viewer' },
  /** Open at the gateway: the function asks for a bearer token. */
  'GET /metrics': { function: 'metrics', auth: 'open' },
  'GET /v1/approvals': { function: 'approvals', auth: 'viewer' },
  'GET /v1/approvals/{id}': { function: 'approvals', auth: 'viewer' },
  'POST /v1/approvals/{id}/decision': { function: 'approvals', auth: 'approver' },
  'GET /v1/runbooks': { function: 'runbooks', auth: 'viewer' },
  'GET /v1/runbooks/{id}': { function: 'runbooks', auth: 'viewer' },
  'POST /v1/runbooks/{id}/executions': { function: 'runbooks', auth: 'operator' },
  'GET /v1/executions': { function: 'runbooks', auth: 'viewer' },
  'GET /v1/executions/{id}': { function: 'runbooks', auth: 'viewer' },
  'POST /v1/executions/{id}/stop': { function: 'runbooks', auth: 'operator' },
  'GET /v1/drills': { function: 'runbooks', auth: 'viewer' },
  'GET /v1/drills/{id}': { function: 'runbooks', auth: 'viewer' },
  'POST /v1/drills': { function: 'runbooks', auth: 'operator' },
  /** Slack signs what it sends: the function checks it. */
  'POST /v1/slack/interactions': { function: 'slack-interactions', auth: 'open' },
  'GET /approve/{id}': { function: 'approval-page', auth: 'open' },
  'GET /approve/page.css': { function: 'approval-page', auth: 'open' },
  'GET /approve/page.js': { function: 'approval-page', auth: 'open' },
  'GET /approve/cost.js': { function: 'approval-page', auth: 'open' },
  'GET /approve/sign-in.js': { function: 'approval-page', auth: 'open' },
  /** With its slash at the end it is a path below: no route may end in one. */
  'GET /console': { function: 'console', auth: 'open' },
  'GET /console/{file+}': { function: 'console', auth: 'open' },
  'GET /health': { function: 'status', auth: 'open' },
  'GET /version': { function: 'status', auth: 'open' },
  'GET /openapi.json': { function: 'status', auth: 'open' },
  /** Whatever no other route takes: 404 and 405. */
  $default: { function: 'status', auth: 'open' },
} as const satisfies Record<string, RouteContract>;

/** Functions that serve routes; the others are started by schedules, queues and alarms. */
export type RoutedFunction = (typeof ROUTES)[keyof typeof ROUTES]['function'];
