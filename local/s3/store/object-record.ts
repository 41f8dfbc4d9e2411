import * as v from 'valibot';
import { CHECKSUM_ALGORITHMS } from '../body/checksum.ts';

const checksum = v.object({
  algorithm: v.picklist(CHECKSUM_ALGORITHMS),
  type: v.picklist(['FULL_OBJECT', 'COMPOSITE']),
  value: v.string(),
});

const segment = v.object({ id: v.string(), sizeBytes: v.number() });
const headers = v.record(v.string(), v.string());

const objectRecord = v.object({
  key: v.string(),
  sizeBytes: v.number(),
  /** Hex, without quotes. */
  etag: v.string(),
  /** Milliseconds since the epoch, whole seconds. */
  lastModified: v.number(),
  /** Content-Type and its kind, by lower-case name. */
  headers,
  /** User metadata, by name without `x-amz-meta-`. */
  metadata: headers,
  checksum: v.optional(checksum),
  segments: v.array(segment),
  /** The upload it was completed from: lets start-up tell a finished upload from an open one. */
  uploadId: v.optional(v.string()),
});

const uploadRecord = v.object({
  uploadId: v.string(),
  key: v.string(),
  initiatedAt: v.number(),
  headers,
  metadata: headers,
  checksum: v.optional(v.pick(checksum, ['algorithm', 'type'])),
});

const partRecord = v.object({
  partNumber: v.number(),
  sizeBytes: v.number(),
  etag: v.string(),
  lastModified: v.number(),
  checksum: v.optional(checksum),
  segment,
});

export type ObjectRecord = Readonly<v.InferOutput<typeof objectRecord>>;
export type UploadRecord = Readonly<v.InferOutput<typeof uploadRecord>>;
export type PartRecord = Readonly<v.InferOutput<typeof partRecord>>;

export const parseObjectRecord = (value: unknown): ObjectRecord => v.parse(objectRecord, value);
export const parseUploadRecord = (value: unknown): UploadRecord => v.parse(uploadRecord, value);
export const parsePartRecord = (value: unknown): PartRecord => v.parse(partRecord, value);
