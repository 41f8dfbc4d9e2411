import * as v from 'valibot';
import { CHECKPOINT_STATES } from '../checkpoints.ts';
import { attemptNumber, stepNumber } from '../run-values.ts';
import { instant, wholeNumber, type Answer } from './answer.ts';

const figure = v.nullable(v.union([v.number(), v.picklist(['NaN', 'Infinity', '-Infinity'])]));

const figures = v.object({
  reward: figure,
  loss: figure,
  kl: figure,
  episode_reward: v.exactOptional(figure),
});

/** GET /v1/runs/{run}/checkpoints/{sel} */
export const checkpointAnswer = v.pipe(
  v.object({
    step: stepNumber,
    attempt: attemptNumber,
    state: v.picklist(CHECKPOINT_STATES),
    size_bytes: wholeNumber,
    sha256: v.string(),
    metrics: figures,
    pinned: v.boolean(),
    is_best: v.boolean(),
    stable: v.boolean(),
    created_at: instant,
  }),
  v.examples([
    {
      step: 500,
      attempt: 1,
      state: 'committed',
      size_bytes: 1048576,
      sha256: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
      metrics: { reward: 3.2, loss: 0.9, kl: 0.01 },
      pinned: false,
      is_best: true,
      stable: true,
      created_at: '2026-01-31T12:00:00.000Z',
    },
  ]),
);

const uploadRequest = {
  url: v.string(),
  method: v.literal('PUT'),
  headers: v.pipe(v.record(v.string(), v.string()), v.description('To be sent as they are')),
};

/** POST /v1/runs/{run}/checkpoints */
export const uploadAnswer = v.object({
  step: stepNumber,
  upload: v.union([
    v.object(uploadRequest),
    v.object({ parts: v.array(v.object({ part_number: wholeNumber, ...uploadRequest })) }),
  ]),
  expires_at: instant,
});

/** POST /v1/runs/{run}/checkpoints/{step}/commit */
export const commitAnswer = v.object({
  checkpoint: checkpointAnswer,
  is_best: v.boolean(),
  pruned: v.pipe(v.array(stepNumber), v.description('Steps of the checkpoints that went for it')),
});

/** The same, while S3 still puts it together: ask again. */
export const committingAnswer = v.object({ step: stepNumber, status: v.literal('committing') });

/** GET or POST /v1/runs/{run}/checkpoints/{sel}/download */
export const downloadAnswer = v.object({
  url: v.string(),
  sha256: v.string(),
  size_bytes: wholeNumber,
  step: stepNumber,
  expires_at: v.pipe(instant, v.description('Until then the checkpoint is not pruned')),
});

export type CheckpointAnswer = Answer<typeof checkpointAnswer>;

export type FiguresAnswer = CheckpointAnswer['metrics'];

export type FigureAnswer = FiguresAnswer['reward'];

/** One request of an upload. All headers must be sent as they are; the content's length is signed, too. */
export type UploadRequest = Extract<Answer<typeof uploadAnswer>['upload'], { readonly url: string }>;
