import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { parsePartRecord, parseUploadRecord, type PartRecord, type UploadRecord } from './object-record.ts';
import { readJsonFiles, type RecordFiles } from './record-files.ts';

/** A multipart upload in progress. */
export interface Upload {
  readonly record: UploadRecord;
  /** By part number. */
  readonly parts: ReadonlyMap<number, PartRecord>;
}

/** Uploads on disk: a folder each, named by its id, with one file for the upload and one for each part. */
export interface UploadFiles {
  add(record: UploadRecord): Promise<void>;
  putPart(uploadId: string, part: PartRecord): Promise<void>;
  remove(uploadId: string): Promise<void>;
  /** Every upload but those that `isOver` says have become an object; what is left of others is removed. */
  readAll(isOver: (uploadId: string) => boolean): Promise<Upload[]>;
}

const UPLOAD_FILE = 'upload.json';

export function createUploadFiles(folder: string, files: RecordFiles): UploadFiles {
  const folderOf = (uploadId: string): string => join(folder, uploadId);

  const add = async (record: UploadRecord): Promise<void> => {
    await files.addFolder(folderOf(record.uploadId));
    await files.write(join(folderOf(record.uploadId), UPLOAD_FILE), record);
  };

  const putPart = (uploadId: string, part: PartRecord): Promise<void> =>
    files.write(join(folderOf(uploadId), `${part.partNumber}.json`), part);

  /** Without its upload.json the rest of a folder is garbage, also to a start-up after a crash in between. */
  const remove = async (uploadId: string): Promise<void> => {
    await files.remove(join(folderOf(uploadId), UPLOAD_FILE));
    await files.removeFolder(folderOf(uploadId));
  };

  const readAll = async (isOver: (uploadId: string) => boolean): Promise<Upload[]> => {
    await mkdir(folder, { recursive: true });
    const uploads: Upload[] = [];
    for (const uploadId of await readdir(folder)) {
      const upload = isOver(uploadId) ? undefined : readUpload(folderOf(uploadId));
      if (upload) uploads.push(upload);
      else await remove(uploadId);
    }
    return uploads;
  };

  return { add, putPart, remove, readAll };
}

function readUpload(folder: string): Upload | undefined {
  const files = readJsonFiles(folder);
  const upload = files.find(({ name }) => name === UPLOAD_FILE);
  if (!upload) return undefined;
  const parts = files.filter((file) => file !== upload).map(({ value }) => parsePartRecord(value));
  return {
    record: parseUploadRecord(upload.value),
    parts: new Map(parts.map((part) => [part.partNumber, part])),
  };
}
