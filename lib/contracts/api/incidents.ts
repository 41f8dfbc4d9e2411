import { approvalAnswer, approvalLineAnswer } from '../answers/approvals.ts';
import { incidentAnswer, incidentLineAnswer, timelineAnswer } from '../answers/incidents.ts';
import { approvalId, approvalsQuery, decisionRequest } from '../approvals.ts';
import { incidentId, incidentRequest, incidentsQuery, noteRequest, resolveRequest } from '../incidents.ts';
import { plainPageQuery } from '../page-query.ts';
import { list, plain, resource } from './answers.ts';
import type { RouteDescription } from './description.ts';

const AN_INCIDENT = { id: incidentId };
const AN_APPROVAL = { id: approvalId };

const INCIDENTS = {
  'GET /v1/incidents': {
    tag: 'Incidents',
    summary: 'List the incidents, newest first',
    query: incidentsQuery,
    answers: { 200: list(incidentLineAnswer) },
  },
  'POST /v1/incidents': {
    tag: 'Incidents',
    summary: 'Open an incident',
    body: {
      schema: incidentRequest,
      example: {
        title: 'Answers are slow',
        description: 'Reported by three customers since noon.',
        severity: 'sev3',
        components: ['api'],
      },
    },
    idempotencyKey: true,
    answers: { 201: resource(incidentAnswer, { location: true }) },
  },
  'GET /v1/incidents/{id}': {
    tag: 'Incidents',
    summary: 'Read an incident, and what can be done about it',
    path: AN_INCIDENT,
    answers: { 200: resource(incidentAnswer) },
  },
  'GET /v1/incidents/{id}/timeline': {
    tag: 'Incidents',
    summary: "List the lines of an incident's timeline, newest first",
    path: AN_INCIDENT,
    query: plainPageQuery,
    answers: { 200: list(timelineAnswer) },
  },
  'POST /v1/incidents/{id}/timeline': {
    tag: 'Incidents',
    summary: 'Add a note to an incident',
    path: AN_INCIDENT,
    body: { schema: noteRequest, example: { note: 'The vendor knows of it.' } },
    idempotencyKey: true,
    answers: { 201: plain(timelineAnswer) },
  },
  'POST /v1/incidents/{id}/resolve': {
    tag: 'Incidents',
    summary: 'Resolve an incident',
    path: AN_INCIDENT,
    body: { schema: resolveRequest, example: { resolution: 'The pool was reset.' } },
    ifMatch: true,
    idempotencyKey: true,
    answers: { 200: resource(incidentAnswer) },
    problems: ['incident_resolved'],
  },
} as const satisfies Record<string, RouteDescription>;

const APPROVALS = {
  'GET /v1/approvals': {
    tag: 'Approvals',
    summary: 'List the approvals, newest first',
    query: approvalsQuery,
    answers: { 200: list(approvalLineAnswer) },
  },
  'GET /v1/approvals/{id}': {
    tag: 'Approvals',
    summary: 'Read an approval: the plan, and who did what about it',
    path: AN_APPROVAL,
    answers: { 200: resource(approvalAnswer) },
  },
  'POST /v1/approvals/{id}/decision': {
    tag: 'Approvals',
    summary: 'Approve or reject the plan that was read',
    description:
      'Nobody decides on what he has started himself. The user pool is asked again whether he may.',
    path: AN_APPROVAL,
    body: { schema: decisionRequest, example: { decision: 'approve', plan_hash: 'b5bb9d80', comment: 'go' } },
    idempotencyKey: true,
    answers: { 200: resource(approvalAnswer) },
    problems: ['forbidden', 'own_request', 'plan_changed', 'already_decided', 'approval_over'],
  },
} as const satisfies Record<string, RouteDescription>;

export const INCIDENT_ROUTES = { ...INCIDENTS, ...APPROVALS };
