import { s3Error } from '../protocol/s3-error.ts';
import type { ContentFiles } from './content-files.ts';
import { createKeyLock } from './key-lock.ts';
import type { ObjectRecord, PartRecord, UploadRecord } from './object-record.ts';
import type { Upload, UploadFiles } from './upload-files.ts';

export interface UploadStore {
  all(): Iterable<UploadRecord>;
  begin(record: UploadRecord): Promise<void>;
  /** Throws NoSuchUpload also when the upload is of another key. */
  find(key: string, uploadId: string): Upload;
  /** Takes the place of a part with the same number. Throws NoSuchUpload. */
  putPart(upload: UploadRecord, part: PartRecord): Promise<void>;
  /** Ends the upload and deletes its parts. Throws NoSuchUpload. */
  abort(upload: UploadRecord): Promise<void>;
  /** The same, but nothing happens when the upload has ended meanwhile. */
  abortIfOpen(upload: UploadRecord): Promise<void>;
  /**
   * Runs `work`, which commits an object of the upload's parts, while no part can change; then ends the upload and
   * deletes the parts that the object has no use for. When `work` throws, the upload stays as it was. Throws
   * NoSuchUpload.
   */
  complete(upload: UploadRecord, work: (upload: Upload) => Promise<ObjectRecord>): Promise<ObjectRecord>;
}

export interface UploadStoreParts {
  readonly uploads: Iterable<Upload>;
  readonly files: UploadFiles;
  readonly content: ContentFiles;
}

export function createUploadStore({ uploads: found, files, content }: UploadStoreParts): UploadStore {
  const uploads = new Map<string, { record: UploadRecord; parts: Map<number, PartRecord> }>();
  for (const { record, parts } of found) uploads.set(record.uploadId, { record, parts: new Map(parts) });
  const lock = createKeyLock();

  const find = (key: string, uploadId: string) => {
    const upload = uploads.get(uploadId);
    if (upload?.record.key !== key) throw s3Error('NoSuchUpload', { fields: { UploadId: uploadId } });
    return upload;
  };

  /** `used` is content that an object has taken over. */
  const end = async ({ record, parts }: Upload, used: ReadonlySet<string>): Promise<void> => {
    await files.remove(record.uploadId);
    uploads.delete(record.uploadId);
    const segments = [...parts.values()].map(({ segment }) => segment);
    await content.discard(segments.filter(({ id }) => !used.has(id)));
  };

  return {
    all: () => [...uploads.values()].map(({ record }) => record),
    find,
    begin: async (record) => {
      await files.add(record);
      uploads.set(record.uploadId, { record, parts: new Map() });
    },
    putPart: ({ key, uploadId }, part) =>
      lock.run(uploadId, async () => {
        const { parts } = find(key, uploadId);
        const previous = parts.get(part.partNumber);
        await files.putPart(uploadId, part);
        parts.set(part.partNumber, part);
        if (previous) await content.discard([previous.segment]);
      }),
    abort: ({ key, uploadId }) => lock.run(uploadId, () => end(find(key, uploadId), new Set())),
    abortIfOpen: ({ uploadId }) =>
      lock.run(uploadId, async () => {
        const upload = uploads.get(uploadId);
        if (upload) await end(upload, new Set());
      }),
    complete: ({ key, uploadId }, work) =>
      lock.run(uploadId, async () => {
        const upload = find(key, uploadId);
        const object = await work(upload);
        await end(upload, new Set(object.segments.map(({ id }) => id)));
        return object;
      }),
  };
}
