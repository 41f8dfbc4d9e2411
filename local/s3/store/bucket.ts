import { join } from 'node:path';
import * as v from 'valibot';
import type { LifecycleRule } from '../lifecycle/lifecycle-rule.ts';
import { createContentFiles, type ContentFiles } from './content-files.ts';
import { durableFiles, noFiles, readJsonFiles, type RecordFiles } from './record-files.ts';
import { parseObjectRecord, type ObjectRecord } from './object-record.ts';
import { createObjectStore, type ObjectStore } from './object-store.ts';
import { createUploadFiles, type Upload } from './upload-files.ts';
import { createUploadStore, type UploadStore } from './upload-store.ts';

export interface Bucket {
  readonly name: string;
  readonly objects: ObjectStore;
  readonly uploads: UploadStore;
  readonly content: ContentFiles;
  readonly lifecycleRules: readonly LifecycleRule[];
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
}

export interface BucketOptions {
  readonly name: string;
  readonly folder: string;
  /** Whether it is to be opened again: else only content is put on disk, and nothing of it is synced. */
  readonly durable: boolean;
  readonly lifecycleRules: readonly LifecycleRule[];
  /** Milliseconds since the epoch; an older bucket keeps its own. */
  readonly now: number;
}

const bucketRecord = v.object({ createdAt: v.number() });

/**
 * Opens a bucket's folder, making it if it is new, and removes what a crash left: temporary files, content that
 * nothing names, uploads that were already completed or half aborted.
 */
export async function openBucket({
  name,
  folder,
  durable,
  lifecycleRules,
  now,
}: BucketOptions): Promise<Bucket> {
  const paths = {
    objects: join(folder, 'objects'),
    uploads: join(folder, 'uploads'),
    content: join(folder, 'content'),
  };
  const files = durable ? durableFiles : noFiles;
  const content = createContentFiles(paths.content, durable);
  const createdAt = await readCreatedAt(folder, files, now);
  const records = readJsonFiles(paths.objects).map(({ value }) => parseObjectRecord(value));
  const completed = new Set(records.map(({ uploadId }) => uploadId));
  const uploadFiles = createUploadFiles(paths.uploads, files);
  const uploads = await uploadFiles.readAll((uploadId) => completed.has(uploadId));
  await content.sweep(referencedContent(records, uploads));
  return {
    name,
    objects: createObjectStore({ folder: paths.objects, records, files, content }),
    uploads: createUploadStore({ uploads, files: uploadFiles, content }),
    content,
    lifecycleRules,
    createdAt,
  };
}

async function readCreatedAt(folder: string, files: RecordFiles, now: number): Promise<number> {
  const [file] = readJsonFiles(folder);
  if (file) return v.parse(bucketRecord, file.value).createdAt;
  await files.write(join(folder, 'bucket.json'), { createdAt: now });
  return now;
}

function referencedContent(records: readonly ObjectRecord[], uploads: readonly Upload[]): Set<string> {
  const ids = new Set<string>();
  for (const { segments } of records) for (const { id } of segments) ids.add(id);
  for (const { parts } of uploads) for (const { segment } of parts.values()) ids.add(segment.id);
  return ids;
}
