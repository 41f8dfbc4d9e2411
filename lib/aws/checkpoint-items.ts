import * as v from 'valibot';
import type { CheckpointRecord, PendingUpload, Tombstone } from '../checkpoints/checkpoint.ts';
import { packedJson } from './packed-json.ts';

/** A number column holds 38 digits below 1e126, a figure may be anything, NaN included: figures are JSON text. */
const anyNumber = v.pipe(v.union([v.number(), v.string()]), v.transform(Number));

const figures = v.object({
  reward: anyNumber,
  loss: anyNumber,
  kl: anyNumber,
  episodeReward: v.exactOptional(anyNumber),
});
const total = v.object({ count: v.number(), sum: anyNumber });
const sums = v.object({ reward: total, loss: total, kl: total, episode_reward: total });

const name = { runId: v.string(), attempt: v.number(), step: v.number(), uploadId: v.string() };
const content = v.object({
  sizeBytes: v.number(),
  sha256: v.string(),
  parts: v.exactOptional(v.object({ count: v.number(), sizeBytes: v.number(), composite: v.string() })),
});

const upload = { ...name, content, figures, sums, windowsSha256: v.string(), createdAt: v.number() };
const pendingUpload = v.object({ ...upload, multipartId: v.exactOptional(v.string()) });
const checkpointRecord = v.object({ ...upload, means: figures, committedAt: v.number() });
const tombstone = v.object({ ...name, content, figures, createdAt: v.number(), prunedAt: v.number() });

const body = <Schema extends v.GenericSchema>(schema: Schema) =>
  v.pipe(
    v.object({ body: v.pipe(packedJson, schema) }),
    v.transform(({ body }) => body),
  );

const pendingItem = body(pendingUpload);
const tombstoneItem = body(tombstone);
/** What changes after the commit stands beside the body, which does not. */
const recordItem = v.pipe(
  v.object({
    body: v.pipe(packedJson, checkpointRecord),
    pinned_by: v.exactOptional(v.string()),
    kept_until: v.exactOptional(v.number()),
  }),
  v.transform(({ body, pinned_by, kept_until }): CheckpointRecord => ({
    ...body,
    ...(pinned_by !== undefined && { pinnedBy: pinned_by }),
    ...(kept_until !== undefined && { keptUntil: kept_until }),
  })),
);

export const parsePending = (item: unknown): PendingUpload => v.parse(pendingItem, item);
export const parseRecord = (item: unknown): CheckpointRecord => v.parse(recordItem, item);
export const parseTombstone = (item: unknown): Tombstone => v.parse(tombstoneItem, item);

/** Without what changes: of a record, that is what its commit wrote. @throws v.ValiError for text of another form */
export function parseCommitted(text: string): CheckpointRecord {
  return v.parse(v.pipe(v.string(), v.parseJson(), checkpointRecord), text);
}

/** JSON knows no NaN and no Infinity: they are their names. */
export function toBody(value: PendingUpload | CheckpointRecord | Tombstone): string {
  return JSON.stringify(value, (name, member: unknown) => {
    if (name === 'pinnedBy' || name === 'keptUntil') return undefined;
    return typeof member === 'number' && !Number.isFinite(member) ? String(member) : member;
  });
}
