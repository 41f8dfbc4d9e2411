import * as v from 'valibot';
import { checklistAnswer, reportAnswer } from '../answers/reports.ts';
import { reportQuery } from '../report.ts';
import { plain } from './answers.ts';
import type { RouteDescription } from './description.ts';

const text = (mediaType: string) => ({ schema: v.string(), mediaType });

const file = (mediaType: string) => ({
  200: { ...text(mediaType), headers: ['etag'] as const },
  304: { headers: ['etag'] as const },
});

const STAGE = {
  'GET /v1/checklist': {
    tag: 'Status',
    summary: 'Read whether the launch is going as it should, now',
    answers: { 200: plain(checklistAnswer) },
  },
  'GET /v1/report': {
    tag: 'Status',
    summary: 'Read how the launch went, figure by figure',
    query: reportQuery,
    answers: { 200: plain(reportAnswer) },
    problems: ['not_found'],
  },
  'GET /metrics': {
    tag: 'Status',
    summary: 'Scrape how the stage stands, as Prometheus text',
    asks: 'scrapeToken',
    answers: { 200: text('text/plain') },
    problems: ['unauthorized'],
  },
  'GET /health': {
    tag: 'Status',
    summary: 'Whether the API answers',
    answers: { 200: plain(v.object({ status: v.literal('ok') }), { example: { status: 'ok' } }) },
  },
  'GET /version': {
    tag: 'Status',
    summary: 'Which release answers',
    answers: {
      200: plain(v.object({ version: v.string(), stage: v.string() }), {
        example: { version: '0.1.0', stage: 'prod' },
      }),
    },
  },
  'GET /openapi.json': {
    tag: 'Status',
    summary: 'Read this document',
    answers: {
      200: plain(v.looseObject({ openapi: v.string() }), { example: { openapi: '3.1.1', paths: {} } }),
    },
  },
} as const satisfies Record<string, RouteDescription>;

const PAGES = {
  'GET /console': {
    tag: 'Status',
    summary: 'The console: it signs in and calls the API',
    answers: file('text/html'),
  },
  'GET /console/{file+}': {
    tag: 'Status',
    summary: 'The files of the console',
    answers: file('*/*'),
    problems: ['not_found'],
  },
  'GET /approve/{id}': {
    tag: 'Approvals',
    summary: 'The page of an approval: it signs in and calls the API, and decides nothing itself',
    answers: { 200: text('text/html') },
  },
  'GET /approve/page.css': {
    tag: 'Approvals',
    summary: 'Its styles',
    answers: { 200: text('text/css') },
  },
  'GET /approve/page.js': {
    tag: 'Approvals',
    summary: 'Its script',
    answers: { 200: text('text/javascript') },
  },
  'GET /approve/cost.js': {
    tag: 'Approvals',
    summary: 'Its script for what approving costs',
    answers: { 200: text('text/javascript') },
  },
  'GET /approve/sign-in.js': {
    tag: 'Approvals',
    summary: 'Its script for signing in',
    answers: { 200: text('text/javascript') },
  },
  'POST /v1/slack/interactions': {
    tag: 'Approvals',
    summary: 'Decide an approval by a button of its card in Slack',
    asks: 'slackSignature',
    body: {
      schema: v.object({ payload: v.string() }),
      example: { payload: '{"type":"block_actions"}' },
      mediaType: 'application/x-www-form-urlencoded',
    },
    answers: { 200: plain(v.object({}), { example: {} }) },
    problems: ['unauthorized', 'payload_too_large'],
  },
} as const satisfies Record<string, RouteDescription>;

export const STATUS_ROUTES = { ...STAGE, ...PAGES };
