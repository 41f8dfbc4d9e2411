import {
  checkpointAnswer,
  commitAnswer,
  committingAnswer,
  downloadAnswer,
  uploadAnswer,
} from '../answers/checkpoints.ts';
import { checkpointsQuery, stableQuery } from '../checkpoint-query.ts';
import { checkpointCommit, checkpointCreation } from '../checkpoints.ts';
import { list, plain, resource } from './answers.ts';
import type { RouteDescription } from './description.ts';

const NONE_CHOSEN = [
  'no_checkpoint',
  'no_best_checkpoint',
  'no_stable_checkpoint',
  'checkpoint_not_found',
] as const;

const SHA256 = '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08';

export const CHECKPOINT_ROUTES = {
  'POST /v1/runs/{run}/checkpoints': {
    tag: 'Checkpoints',
    summary: 'Announce a checkpoint, and get signed URLs to upload it with',
    body: {
      schema: checkpointCreation,
      example: {
        attempt: 1,
        step: 500,
        size_bytes: 1048576,
        sha256: SHA256,
        metrics: { reward: 3.2, loss: 0.9, kl: 0.01 },
      },
    },
    idempotencyKey: true,
    answers: { 201: plain(uploadAnswer) },
    problems: [
      'older_attempt',
      'run_ended',
      'checkpoint_conflict',
      'invalid_checkpoint',
      'unknown_attempt',
      'step_beyond_run',
    ],
  },
  'POST /v1/runs/{run}/checkpoints/{step}/commit': {
    tag: 'Checkpoints',
    summary: 'Verify what was uploaded, and keep it as a checkpoint',
    description: 'Repeatable. 202 while S3 still puts the parts together: ask again.',
    body: { schema: checkpointCommit, example: { attempt: 1 } },
    answers: { 200: plain(commitAnswer), 202: { schema: committingAnswer, headers: ['retry-after'] } },
    problems: [
      'older_attempt',
      'run_ended',
      'checkpoint_conflict',
      'checkpoint_lost',
      'checkpoint_not_found',
      'upload_incomplete',
      'upload_mismatch',
      'unknown_attempt',
    ],
  },
  'GET /v1/runs/{run}/checkpoints': {
    tag: 'Checkpoints',
    summary: 'List the checkpoints of a run, newest first',
    query: checkpointsQuery,
    answers: { 200: list(checkpointAnswer) },
  },
  'GET /v1/runs/{run}/checkpoints/{sel}': {
    tag: 'Checkpoints',
    summary: 'Read a checkpoint: of a step, or the latest, best or stable one',
    query: stableQuery,
    answers: { 200: resource(checkpointAnswer) },
    problems: NONE_CHOSEN,
  },
  'GET /v1/runs/{run}/checkpoints/{sel}/download': {
    tag: 'Checkpoints',
    summary: 'Get a URL of the bytes, as a service',
    answers: { 200: plain(downloadAnswer) },
    problems: [...NONE_CHOSEN, 'checkpoint_lost'],
  },
  'POST /v1/runs/{run}/checkpoints/{sel}/download': {
    tag: 'Checkpoints',
    summary: 'Get a URL of the bytes, as a person',
    answers: { 200: plain(downloadAnswer) },
    problems: [...NONE_CHOSEN, 'checkpoint_lost'],
  },
  'PUT /v1/runs/{run}/checkpoints/{step}/pin': {
    tag: 'Checkpoints',
    summary: 'Keep a checkpoint whatever is pruned',
    ifMatch: true,
    answers: { 200: resource(checkpointAnswer) },
    problems: ['checkpoint_not_found'],
  },
  'DELETE /v1/runs/{run}/checkpoints/{step}/pin': {
    tag: 'Checkpoints',
    summary: 'Let a checkpoint be pruned again',
    ifMatch: true,
    answers: { 200: resource(checkpointAnswer) },
    problems: ['checkpoint_not_found'],
  },
} as const satisfies Record<string, RouteDescription>;
