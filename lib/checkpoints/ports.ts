import type { CheckpointId } from '../contracts/lineage.ts';
import type { UploadFile, UploadName } from '../contracts/checkpoint-keys.ts';
import type { RunItem } from '../contracts/run-item.ts';
import type { CheckpointRecord, PendingUpload, Tombstone } from './checkpoint.ts';

/** As much of a run as its checkpoints need. */
export type CheckpointRun = Pick<
  RunItem,
  | 'run_id'
  | 'attempt'
  | 'status'
  | 'total_steps'
  | 'lineage'
  | 'directive'
  | 'lr_multiplier'
  | 'windows'
  | 'sums'
>;

/** Every call of every port here throws StoreUnavailableError or StoreDeniedError. */
export interface CheckpointRuns {
  /** Strongly consistent. */
  read(runId: string): Promise<CheckpointRun | undefined>;
}

/** Records: what stands in here exists, and nothing else does. All reads are strongly consistent. */
export interface CheckpointStore {
  /** Oldest first. As many as are kept, however many were pruned. */
  live(runId: string): Promise<readonly CheckpointRecord[]>;
  find(runId: string, id: CheckpointId): Promise<CheckpointRecord | undefined>;
  /** Makes the record unless one stands. Answers with the one that stands then. */
  commit(record: CheckpointRecord): Promise<CheckpointRecord>;
  /**
   * Leaves a tombstone and takes the record of that upload away, unless somebody has come to need it. A checkpoint that
   * was saved anew at that step stays.
   * @returns false if the record stays
   */
  bury(record: CheckpointRecord, now: number): Promise<boolean>;
  /** Keeps the record of that upload until then, at least. False if it does not stand, or another at that step does. */
  hold(upload: UploadName, until: number): Promise<boolean>;
  /** False if there is no record of that upload. */
  pin(upload: UploadName, by: string | undefined): Promise<boolean>;
  tombstone(runId: string, id: CheckpointId): Promise<Tombstone | undefined>;
  /** Newest first. */
  tombstones(
    runId: string,
    page: { readonly limit: number; readonly after?: CheckpointId },
  ): Promise<readonly Tombstone[]>;
}

/** Uploads that are not committed. */
export interface PendingUploads {
  find(runId: string, id: CheckpointId): Promise<PendingUpload | undefined>;
  /** Takes the place of the one before. */
  save(upload: PendingUpload): Promise<void>;
  /** Unless another has taken its place. */
  drop(upload: PendingUpload): Promise<void>;
}

export interface UploadedPart {
  readonly number: number;
  readonly etag: string;
  /** Base64. */
  readonly sha256: string;
  readonly sizeBytes: number;
}

/** An object as the store has it. */
export interface StoredModel {
  readonly sizeBytes: number;
  /** Base64; `<base64>-<parts>` of a composite. Absent if it was written without. */
  readonly checksum?: string;
}

/** The bytes. Nothing in here makes a checkpoint exist. */
export interface CheckpointObjects {
  saveWindows(upload: UploadName, windows: Uint8Array): Promise<void>;
  windows(upload: UploadName): Promise<Uint8Array | undefined>;
  /** @returns S3's id of the multipart upload */
  begin(upload: PendingUpload): Promise<string>;
  /** Nothing if there is no such upload. */
  abort(upload: UploadName, multipartId: string): Promise<void>;
  /** Undefined if there is no such upload any more: completed, or aborted. */
  parts(upload: UploadName, multipartId: string): Promise<readonly UploadedPart[] | undefined>;
  /** False while it goes on: ask again later. Nothing if it is completed already. */
  complete(upload: UploadName, multipartId: string, parts: readonly UploadedPart[]): Promise<boolean>;
  model(upload: UploadName): Promise<StoredModel | undefined>;
  /** Says beside the model that it is committed. */
  mark(record: CheckpointRecord): Promise<void>;
  /** Everything of an upload. Nothing if it is gone. */
  destroy(upload: UploadName): Promise<void>;
}

/** The files of one upload, as a listing shows them. */
export interface ListedUpload extends UploadName {
  readonly files: ReadonlySet<UploadFile>;
  /** When the newest of them was written. Milliseconds since the epoch. */
  readonly writtenAt: number;
}

export interface OpenMultipart {
  readonly upload: UploadName;
  readonly multipartId: string;
  readonly begunAt: number;
}

/** The bytes, for those who tidy up. These calls list the bucket. */
export interface CheckpointListing {
  /** All uploads of a run one after another. */
  uploads(runId?: string): AsyncIterable<ListedUpload>;
  multiparts(): AsyncIterable<OpenMultipart>;
  /** The record that was left beside the model when it was committed. */
  committed(upload: UploadName): Promise<CheckpointRecord | undefined>;
}

export interface SignedRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** Signs requests that others will make. */
export interface CheckpointSigner {
  put(upload: PendingUpload): Promise<SignedRequest>;
  /** @param sha256 of each part, hex */
  parts(upload: PendingUpload, sha256: readonly string[]): Promise<readonly SignedRequest[]>;
  get(upload: UploadName): Promise<string>;
}
