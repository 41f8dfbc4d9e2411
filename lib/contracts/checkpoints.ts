import * as v from 'valibot';
import { attemptNumber, stepNumber } from './run-values.ts';

const MIB = 1024 ** 2;

/** Of uploads. Sources: "Amazon S3 multipart upload limits", and design: one PUT up to 64 MiB, at most 1,000 parts. */
export const UPLOAD_LIMITS = {
  singleBytes: 64 * MIB,
  parts: 1_000,
  /** S3's own, of every part but the last. */
  smallestPartBytes: 5 * MIB,
  /** S3's own. A thousand of these are 4.88 TiB: the real end, just below the 5 TiB of an object. */
  largestPartBytes: 5 * 1024 * MIB,
  totalBytes: 5 * 1024 ** 2 * MIB,
} as const;

const sha256 = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/, 'SHA-256 as 64 lower-case hex digits'));

const integer = v.pipe(v.number(), v.integer('a whole number'));
const sizeBytes = v.pipe(
  integer,
  v.minValue(1, '1 or more'),
  v.maxValue(UPLOAD_LIMITS.totalBytes, 'at most 5 TiB'),
);
const partSize = v.pipe(
  integer,
  v.minValue(UPLOAD_LIMITS.smallestPartBytes, 'at least 5 MiB'),
  v.maxValue(UPLOAD_LIMITS.largestPartBytes, 'at most 5 GiB'),
);

/** JSON has no NaN: null or these names stand for what is no number. */
const figure = v.pipe(
  v.nullable(v.union([v.number(), v.picklist(['NaN', 'Infinity', '-Infinity'])])),
  v.transform((value) => (value === null ? Number.NaN : Number(value))),
);

const figures = v.strictObject({
  reward: figure,
  loss: figure,
  kl: figure,
  episode_reward: v.exactOptional(figure),
});

/** POST /v1/runs/{run}/checkpoints. Whether size and parts fit together is the domain's to say: 422. */
export const checkpointCreation = v.strictObject({
  attempt: attemptNumber,
  step: stepNumber,
  size_bytes: sizeBytes,
  sha256,
  metrics: figures,
  part_size: v.exactOptional(partSize),
  part_sha256: v.exactOptional(
    v.pipe(v.array(sha256), v.maxLength(UPLOAD_LIMITS.parts, `at most ${UPLOAD_LIMITS.parts} parts`)),
  ),
});

/** A thousand hashes with quotes and comma, and the rest. */
export const CREATION_MAX_BYTES = 128 * 1024;

/** POST /v1/runs/{run}/checkpoints/{step}/commit */
export const checkpointCommit = v.strictObject({
  attempt: attemptNumber,
  parts: v.exactOptional(
    v.pipe(
      v.array(
        v.strictObject({
          part_number: v.pipe(integer, v.minValue(1, '1 or more'), v.maxValue(UPLOAD_LIMITS.parts)),
          etag: v.pipe(v.string(), v.minLength(1), v.maxLength(128)),
        }),
      ),
      v.maxLength(UPLOAD_LIMITS.parts, `at most ${UPLOAD_LIMITS.parts} parts`),
    ),
  ),
});

export const CHECKPOINT_STATES = ['committed', 'superseded', 'pruned'] as const;

export type CheckpointState = (typeof CHECKPOINT_STATES)[number];
