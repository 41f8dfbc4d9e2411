import type { CheckpointId } from './lineage.ts';

const digits = (value: number, width: number): string => String(value).padStart(width, '0');

/** `<attempt, 5 digits><separator><step, 12 digits>`: text that sorts as the numbers do. */
const sortable = ({ attempt, step }: CheckpointId, separator: string): string =>
  `${digits(attempt, 5)}${separator}${digits(step, 12)}`;

/**
 * Items of a run's partition. Those that live and those that are pruned are two ranges of the sort key, so that reading
 * the living costs the same however many have died.
 */
export const CHECKPOINT_KEYS = {
  live: 'checkpoint#',
  liveOf: (id: CheckpointId) => `checkpoint#${sortable(id, '#')}`,
  pruned: 'pruned#',
  prunedOf: (id: CheckpointId) => `pruned#${sortable(id, '#')}`,
  uploadOf: (id: CheckpointId) => `upload#${sortable(id, '#')}`,
} as const;

/** All objects of all checkpoints. */
export const CHECKPOINTS_PREFIX = 'checkpoints/';

/** One upload of a checkpoint. No two share an id, so no object is ever written over by another's. */
export interface UploadName extends CheckpointId {
  readonly runId: string;
  readonly uploadId: string;
}

/** What lies in the folder of an upload. */
export const UPLOAD_FILES = {
  model: 'model',
  /** The training windows as they were when the upload began. */
  windows: 'windows',
  /** The record, as JSON. There once it is committed, gone before the model is. */
  committed: 'committed',
} as const;

export type UploadFile = keyof typeof UPLOAD_FILES;

/** `checkpoints/<run_id>/<attempt>/<step>/<upload_id>/` */
export function uploadFolder({ runId, uploadId, ...id }: UploadName): string {
  return `${CHECKPOINTS_PREFIX}${runId}/${sortable(id, '/')}/${uploadId}/`;
}

const KEY = /^checkpoints\/([^/]+)\/(\d{5})\/(\d{12})\/([^/]+)\/(model|windows|committed)$/;

/** Undefined for a key of another form. */
export function parseUploadKey(key: string): { name: UploadName; file: UploadFile } | undefined {
  const [, runId, attempt, step, uploadId, file] = KEY.exec(key) ?? [];
  if (runId === undefined || uploadId === undefined || !isFile(file)) return undefined;
  return { name: { runId, attempt: Number(attempt), step: Number(step), uploadId }, file };
}

function isFile(text: string | undefined): text is UploadFile {
  return text !== undefined && text in UPLOAD_FILES;
}
