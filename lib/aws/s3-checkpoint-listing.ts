import {
  GetObjectCommand,
  ListMultipartUploadsCommand,
  NoSuchKey,
  paginateListObjectsV2,
  type S3Client,
} from '@aws-sdk/client-s3';
import type { CheckpointRecord } from '../checkpoints/checkpoint.ts';
import type { CheckpointListing, ListedUpload, OpenMultipart } from '../checkpoints/ports.ts';
import {
  CHECKPOINTS_PREFIX,
  parseUploadKey,
  UPLOAD_FILES,
  uploadFolder,
  type UploadName,
} from '../contracts/checkpoint-keys.ts';
import { parseCommitted } from './checkpoint-items.ts';
import { callStore } from './store-failure.ts';

const STORE = 'checkpoint bucket';

/** What lies in the bucket. Keys of another form than ours are passed over. */
export class S3CheckpointListing implements CheckpointListing {
  readonly #client: S3Client;
  readonly #bucket: string;

  constructor(client: S3Client, bucket: string) {
    this.#client = client;
    this.#bucket = bucket;
  }

  /** S3 lists in the order of keys, so the files of a folder come together. */
  async *uploads(runId?: string): AsyncGenerator<ListedUpload> {
    let open: ListedUpload | undefined;
    for await (const { key, writtenAt } of this.#keys(runId)) {
      const parsed = parseUploadKey(key);
      if (!parsed) continue;
      const isSame = open && uploadFolder(open) === uploadFolder(parsed.name);
      if (open && !isSame) yield open;
      open = {
        ...parsed.name,
        files: new Set([...(isSame && open ? open.files : []), parsed.file]),
        writtenAt: Math.max(writtenAt, isSame && open ? open.writtenAt : 0),
      };
    }
    if (open) yield open;
  }

  async *multiparts(): AsyncGenerator<OpenMultipart> {
    let next: { KeyMarker?: string | undefined; UploadIdMarker?: string | undefined } | undefined = {};
    while (next) {
      const command: ListMultipartUploadsCommand = new ListMultipartUploadsCommand({
        Bucket: this.#bucket,
        Prefix: CHECKPOINTS_PREFIX,
        ...next,
      });
      const page = await callStore(STORE, () => this.#client.send(command));
      for (const { Key = '', UploadId = '', Initiated } of page.Uploads ?? []) {
        const upload = parseUploadKey(Key)?.name;
        if (upload && Initiated) yield { upload, multipartId: UploadId, begunAt: Initiated.getTime() };
      }
      next = page.IsTruncated
        ? { KeyMarker: page.NextKeyMarker, UploadIdMarker: page.NextUploadIdMarker }
        : undefined;
    }
  }

  async committed(upload: UploadName): Promise<CheckpointRecord | undefined> {
    const Key = uploadFolder(upload) + UPLOAD_FILES.committed;
    const command = new GetObjectCommand({ Bucket: this.#bucket, Key });
    try {
      const { Body } = await callStore(STORE, () => this.#client.send(command));
      return parseCommitted((await Body?.transformToString()) ?? '');
    } catch (error) {
      if (error instanceof NoSuchKey) return undefined;
      throw error;
    }
  }

  async *#keys(runId?: string): AsyncGenerator<{ key: string; writtenAt: number }> {
    const Prefix = runId === undefined ? CHECKPOINTS_PREFIX : `${CHECKPOINTS_PREFIX}${runId}/`;
    const pages = paginateListObjectsV2({ client: this.#client }, { Bucket: this.#bucket, Prefix })[
      Symbol.asyncIterator
    ]();
    for (;;) {
      const page = await callStore(STORE, () => pages.next());
      if (page.done) return;
      for (const { Key = '', LastModified } of page.value.Contents ?? [])
        yield { key: Key, writtenAt: LastModified?.getTime() ?? Date.parse('9999-12-31') };
    }
  }
}
