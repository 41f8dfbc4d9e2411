import type { UploadName } from '../contracts/checkpoint-keys.ts';
import type { RunItem } from '../contracts/run-item.ts';

/** What the trainer says of a checkpoint. NaN where it says nothing. */
export interface Figures {
  readonly reward: number;
  readonly loss: number;
  readonly kl: number;
  readonly episodeReward?: number;
}

/** Count and sum of the run's finite values, over its lineage up to a step. */
export type Totals = RunItem['sums'];

/** What was promised to be uploaded, and is verified before it counts. */
export interface Content {
  readonly sizeBytes: number;
  /** Hex. Of the whole file: S3 verifies it in one PUT; for parts it is the writer's word, which the reader checks. */
  readonly sha256: string;
  readonly parts?: {
    readonly count: number;
    readonly sizeBytes: number;
    /** SHA-256 of the parts' SHA-256, base64: what S3 calls the composite checksum. */
    readonly composite: string;
  };
}

/** An upload that is not committed. No reader knows of it. */
export interface PendingUpload extends UploadName {
  readonly content: Content;
  readonly figures: Figures;
  readonly sums: Totals;
  /** Hex, of the windows saved with it. */
  readonly windowsSha256: string;
  /** S3's id of a multipart upload. */
  readonly multipartId?: string;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
}

export interface CheckpointRecord extends Omit<PendingUpload, 'multipartId'> {
  readonly committedAt: number;
  /** Means over the steps since the checkpoint before it, as far as steps were reported; else what the trainer sent. */
  readonly means: Figures;
  readonly pinnedBy?: string;
  /** Until then a download, a rollback or an approval needs it. Milliseconds since the epoch. */
  readonly keptUntil?: number;
}

/** What is left of a pruned one. */
export interface Tombstone extends UploadName {
  readonly content: Content;
  readonly figures: Figures;
  readonly createdAt: number;
  readonly prunedAt: number;
}

export function sameContent(one: Content, other: Content): boolean {
  return (
    one.sha256 === other.sha256 &&
    one.sizeBytes === other.sizeBytes &&
    one.parts?.composite === other.parts?.composite &&
    one.parts?.sizeBytes === other.parts?.sizeBytes
  );
}
