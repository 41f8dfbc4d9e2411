import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListPartsCommand,
  PutObjectCommand,
  S3ServiceException,
  type Part,
  type S3Client,
} from '@aws-sdk/client-s3';
import type { CheckpointRecord, PendingUpload } from '../checkpoints/checkpoint.ts';
import type { CheckpointObjects, StoredModel, UploadedPart } from '../checkpoints/ports.ts';
import {
  UPLOAD_FILES,
  uploadFolder,
  type UploadFile,
  type UploadName,
} from '../contracts/checkpoint-keys.ts';
import { toBody } from './checkpoint-items.ts';
import { manifestOf } from './checkpoint-manifest.ts';
import { callStore } from './store-failure.ts';

const STORE = 'checkpoint bucket';
/** The mark goes first: what it stands beside is whole. */
const FILES: readonly UploadFile[] = ['committed', 'model', 'windows'];
const GONE = new Set(['NoSuchKey', 'NotFound', 'NoSuchUpload']);
/** S3 needs up to minutes to put a large object together, and the SDK gave up waiting. */
const SLOW = new Set(['TimeoutError', 'AbortError']);

export interface CheckpointObjectsOptions {
  readonly bucket: string;
  /** For putting parts together: patient, and asked once. */
  readonly patient: S3Client;
}

/** The bytes in a bucket. Models are written and read by those who hold a signed URL, never by these calls. */
export class S3CheckpointObjects implements CheckpointObjects {
  readonly #client: S3Client;
  readonly #options: CheckpointObjectsOptions;

  constructor(client: S3Client, options: CheckpointObjectsOptions) {
    this.#client = client;
    this.#options = options;
  }

  async saveWindows(upload: UploadName, windows: Uint8Array): Promise<void> {
    await this.#put(upload, 'windows', windows);
  }

  async windows(upload: UploadName): Promise<Uint8Array | undefined> {
    return this.#unlessGone(async () => {
      const { Body } = await this.#client.send(new GetObjectCommand(this.#object(upload, 'windows')));
      return Body?.transformToByteArray();
    });
  }

  async begin(upload: PendingUpload): Promise<string> {
    const command = new CreateMultipartUploadCommand({
      ...this.#object(upload, 'model'),
      ChecksumAlgorithm: 'SHA256',
      ChecksumType: 'COMPOSITE',
      Metadata: manifestOf(upload),
    });
    const { UploadId } = await callStore(STORE, () => this.#client.send(command));
    if (UploadId === undefined) throw new Error('S3 began a multipart upload without an id');
    return UploadId;
  }

  async abort(upload: UploadName, multipartId: string): Promise<void> {
    const command = new AbortMultipartUploadCommand({
      ...this.#object(upload, 'model'),
      UploadId: multipartId,
    });
    await this.#unlessGone(() => this.#client.send(command));
  }

  async parts(upload: UploadName, multipartId: string): Promise<readonly UploadedPart[] | undefined> {
    const target = { ...this.#object(upload, 'model'), UploadId: multipartId };
    return this.#unlessGone(async () => {
      const parts: UploadedPart[] = [];
      let marker: string | undefined;
      do {
        const page = await this.#client.send(new ListPartsCommand({ ...target, PartNumberMarker: marker }));
        parts.push(...(page.Parts ?? []).map(toPart));
        marker = page.IsTruncated ? page.NextPartNumberMarker : undefined;
      } while (marker !== undefined);
      return parts;
    });
  }

  async complete(upload: UploadName, multipartId: string, parts: readonly UploadedPart[]): Promise<boolean> {
    const command = new CompleteMultipartUploadCommand({
      ...this.#object(upload, 'model'),
      UploadId: multipartId,
      MultipartUpload: {
        Parts: parts.map(({ number, etag, sha256 }) => ({
          PartNumber: number,
          ETag: etag,
          ChecksumSHA256: sha256,
        })),
      },
    });
    try {
      await this.#unlessGone(() => this.#options.patient.send(command));
      return true;
    } catch (error) {
      if (isSlow(error)) return false;
      throw error;
    }
  }

  async model(upload: UploadName): Promise<StoredModel | undefined> {
    const command = new HeadObjectCommand({ ...this.#object(upload, 'model'), ChecksumMode: 'ENABLED' });
    return this.#unlessGone(async () => {
      const { ContentLength = 0, ChecksumSHA256 } = await this.#client.send(command);
      return { sizeBytes: ContentLength, ...(ChecksumSHA256 !== undefined && { checksum: ChecksumSHA256 }) };
    });
  }

  async mark(record: CheckpointRecord): Promise<void> {
    await this.#put(record, 'committed', Buffer.from(toBody(record)));
  }

  async destroy(upload: UploadName): Promise<void> {
    const folder = uploadFolder(upload);
    const command = new DeleteObjectsCommand({
      Bucket: this.#options.bucket,
      Delete: { Objects: FILES.map((file) => ({ Key: folder + UPLOAD_FILES[file] })), Quiet: true },
    });
    const { Errors: [failed] = [] } = await callStore(STORE, () => this.#client.send(command));
    if (failed) throw new Error(`${String(failed.Key)} could not be deleted: ${String(failed.Code)}`);
  }

  async #put(upload: UploadName, file: UploadFile, Body: Uint8Array): Promise<void> {
    const command = new PutObjectCommand({
      ...this.#object(upload, file),
      Body,
      ChecksumAlgorithm: 'SHA256',
    });
    await callStore(STORE, () => this.#client.send(command));
  }

  #object(upload: UploadName, file: UploadFile): { Bucket: string; Key: string } {
    return { Bucket: this.#options.bucket, Key: uploadFolder(upload) + UPLOAD_FILES[file] };
  }

  /** Only a name that says so counts as gone: everything else is an error. */
  async #unlessGone<T>(call: () => Promise<T>): Promise<T | undefined> {
    try {
      return await callStore(STORE, call);
    } catch (error) {
      if (error instanceof S3ServiceException && GONE.has(error.name)) return undefined;
      throw error;
    }
  }
}

function toPart({ PartNumber = 0, ETag = '', ChecksumSHA256 = '', Size = 0 }: Part): UploadedPart {
  return { number: PartNumber, etag: ETag, sha256: ChecksumSHA256, sizeBytes: Size };
}

function isSlow(error: unknown): boolean {
  const cause = error instanceof Error ? error.cause : undefined;
  return cause instanceof Error && SLOW.has(cause.name);
}
