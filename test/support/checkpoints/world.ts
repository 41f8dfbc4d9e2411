import { createHash } from 'node:crypto';
import { parseCommitted, toBody } from '../../../lib/aws/checkpoint-items.ts';
import type { CheckpointRecord, PendingUpload, Tombstone } from '../../../lib/checkpoints/checkpoint.ts';
import type {
  CheckpointListing,
  CheckpointObjects,
  CheckpointRun,
  CheckpointRuns,
  CheckpointStore,
  ListedUpload,
  OpenMultipart,
  PendingUploads,
  UploadedPart,
} from '../../../lib/checkpoints/ports.ts';
import type { CheckpointConfig } from '../../../lib/contracts/checkpoint-config.ts';
import {
  CHECKPOINT_KEYS,
  parseUploadKey,
  uploadFolder,
  type UploadFile,
  type UploadName,
} from '../../../lib/contracts/checkpoint-keys.ts';
import { compareCheckpoints, type CheckpointId } from '../../../lib/contracts/lineage.ts';
import { aRun } from '../training/a-run.ts';
import { Killer } from './killer.ts';

export const POLICY: CheckpointConfig = {
  max_checkpoints: 3,
  save_best: true,
  best_metric: 'reward',
  reward_ceiling: 50,
  kl_threshold: 0.03,
  reward_min: 10,
  reward_max: 20,
  upload_expiry_seconds: 3_600,
  orphan_age_ms: 24 * 3_600_000,
};

const hash = (bytes: Uint8Array | string) => createHash('sha256').update(bytes).digest();
const keyOf = (runId: string, id: CheckpointId) => `${runId}/${CHECKPOINT_KEYS.liveOf(id)}`;

interface StoredObject {
  readonly bytes: Uint8Array;
  readonly checksum: string;
  readonly writtenAt: number;
}

interface Multipart {
  readonly upload: UploadName;
  readonly parts: Map<number, Uint8Array>;
  readonly begunAt: number;
}

/** Table and bucket in memory, as all processes see them, behind one that may be killed. */
export class CheckpointWorld {
  readonly killer = new Killer();
  policy = POLICY;
  time = 1_800_000_000_000;
  run: CheckpointRun;
  readonly records = new Map<string, CheckpointRecord>();
  readonly tombs = new Map<string, Tombstone>();
  readonly uploads = new Map<string, PendingUpload>();
  readonly bucket = new Map<string, StoredObject>();
  readonly multiparts = new Map<string, Multipart>();
  #ids = 0;

  constructor(runId = 'run-1') {
    this.run = aRun({ run_id: runId, windows: Buffer.from('windows') });
  }

  readonly clock = { now: () => this.time };
  readonly ids = () => `upload${(this.#ids += 1)}`;

  readonly runs: CheckpointRuns = {
    read: async (runId) => {
      await this.#look();
      return runId === this.run.run_id ? this.run : undefined;
    },
  };

  readonly store: CheckpointStore = {
    live: async (runId) => {
      await this.#look();
      return [...this.records.values()]
        .filter((record) => record.runId === runId)
        .toSorted(compareCheckpoints);
    },
    find: async (runId, id) => {
      await this.#look();
      return this.records.get(keyOf(runId, id));
    },
    commit: (record) =>
      this.killer.effect(() => {
        const key = keyOf(record.runId, record);
        const standing = this.records.get(key) ?? record;
        this.records.set(key, standing);
        return standing;
      }),
    bury: async (record, now) => {
      const key = keyOf(record.runId, record);
      await this.killer.effect(() => this.tombs.set(key, tombstoneOf(record, now)));
      const isBuried = await this.killer.effect(() => {
        const standing = this.records.get(key);
        if (standing?.uploadId !== record.uploadId) return true;
        const { pinnedBy, keptUntil = 0 } = standing;
        return pinnedBy === undefined && keptUntil <= now && (this.records.delete(key), true);
      });
      if (!isBuried) await this.killer.effect(() => this.tombs.delete(key));
      return isBuried;
    },
    hold: (upload, until) =>
      this.killer.effect(() =>
        this.#change(upload, (record) => ({ ...record, keptUntil: Math.max(record.keptUntil ?? 0, until) })),
      ),
    pin: (upload, by) => this.killer.effect(() => this.#change(upload, (record) => withPin(record, by))),
    tombstone: async (runId, id) => {
      await this.#look();
      return this.tombs.get(keyOf(runId, id));
    },
    tombstones: async (runId, { limit, after }) => {
      await this.#look();
      return [...this.tombs.values()]
        .filter((tomb) => tomb.runId === runId && (!after || compareCheckpoints(tomb, after) < 0))
        .toSorted((one, other) => compareCheckpoints(other, one))
        .slice(0, limit);
    },
  };

  readonly pending: PendingUploads = {
    find: async (runId, id) => {
      await this.#look();
      return this.uploads.get(keyOf(runId, id));
    },
    save: (upload) =>
      this.killer.effect(() => {
        this.uploads.set(keyOf(upload.runId, upload), upload);
      }),
    drop: (upload) =>
      this.killer.effect(() => {
        const key = keyOf(upload.runId, upload);
        if (this.uploads.get(key)?.uploadId === upload.uploadId) this.uploads.delete(key);
      }),
  };

  readonly objects: CheckpointObjects = {
    saveWindows: (upload, windows) =>
      this.killer.effect(() => {
        this.#write(upload, 'windows', windows);
      }),
    windows: async (upload) => {
      await this.#look();
      return this.bucket.get(`${uploadFolder(upload)}windows`)?.bytes;
    },
    begin: (upload) =>
      this.killer.effect(() => {
        const { runId, attempt, step, uploadId } = upload;
        const id = `multipart-${uploadId}`;
        this.multiparts.set(id, {
          upload: { runId, attempt, step, uploadId },
          parts: new Map(),
          begunAt: this.time,
        });
        return id;
      }),
    abort: (_, id) =>
      this.killer.effect(() => {
        this.multiparts.delete(id);
      }),
    parts: async (_, id) => {
      await this.#look();
      const parts = this.multiparts.get(id)?.parts;
      return (
        parts &&
        [...parts].toSorted(([one], [other]) => one - other).map(([number, bytes]) => partOf(number, bytes))
      );
    },
    complete: (upload, id, parts) =>
      this.killer.effect(() => {
        const found = this.multiparts.get(id);
        if (!found) return true;
        const bytes = Buffer.concat(parts.map(({ number }) => found.parts.get(number) ?? Buffer.alloc(0)));
        const composite = hash(Buffer.concat(parts.map(({ sha256 }) => Buffer.from(sha256, 'base64'))));
        this.#write(upload, 'model', bytes, `${composite.toString('base64')}-${parts.length}`);
        this.multiparts.delete(id);
        return true;
      }),
    model: async (upload) => {
      await this.#look();
      const found = this.bucket.get(`${uploadFolder(upload)}model`);
      return found && { sizeBytes: found.bytes.length, checksum: found.checksum };
    },
    mark: (record) =>
      this.killer.effect(() => {
        this.#write(record, 'committed', Buffer.from(toBody(record)));
      }),
    destroy: async (upload) => {
      for (const file of ['committed', 'model', 'windows'])
        await this.killer.effect(() => this.bucket.delete(uploadFolder(upload) + file));
    },
  };

  readonly listing: CheckpointListing = {
    uploads: (runId) => this.#listUploads(runId),
    multiparts: () => this.#listMultiparts(),
    committed: async (upload) => {
      await this.#look();
      const text = this.bucket.get(`${uploadFolder(upload)}committed`)?.bytes;
      return text && parseCommitted(Buffer.from(text).toString());
    },
  };

  readonly onUntidy = (error: unknown): void => {
    this.untidy.push(error);
  };
  readonly untidy: unknown[] = [];

  /** What a trainer does with its URL. */
  upload(upload: PendingUpload, bytes: Uint8Array): Promise<void> {
    return this.killer.effect(() => {
      this.#write(upload, 'model', bytes);
    });
  }

  uploadPart(upload: PendingUpload, number: number, bytes: Uint8Array): Promise<void> {
    return this.killer.effect(() => {
      this.multiparts.get(upload.multipartId ?? '')?.parts.set(number, bytes);
    });
  }

  #change(upload: UploadName, change: (record: CheckpointRecord) => CheckpointRecord): boolean {
    const key = keyOf(upload.runId, upload);
    const record = this.records.get(key);
    const isThatOne = record?.uploadId === upload.uploadId;
    if (isThatOne) this.records.set(key, change(record));
    return isThatOne;
  }

  #write(
    upload: UploadName,
    file: UploadFile,
    bytes: Uint8Array,
    checksum = hash(bytes).toString('base64'),
  ): void {
    this.bucket.set(uploadFolder(upload) + file, { bytes, checksum, writtenAt: this.time });
  }

  async #look(): Promise<void> {
    await Promise.resolve();
    this.killer.read();
  }

  async *#listUploads(runId?: string): AsyncGenerator<ListedUpload> {
    await this.#look();
    const found = new Map<string, ListedUpload>();
    const inOrder = [...this.bucket].toSorted(([one], [other]) => (one < other ? -1 : 1));
    for (const [key, { writtenAt }] of inOrder) {
      const parsed = parseUploadKey(key);
      if (!parsed || (runId !== undefined && parsed.name.runId !== runId)) continue;
      const before = found.get(uploadFolder(parsed.name));
      found.set(uploadFolder(parsed.name), {
        ...parsed.name,
        files: new Set([...(before?.files ?? []), parsed.file]),
        writtenAt: Math.max(writtenAt, before?.writtenAt ?? 0),
      });
    }
    yield* found.values();
  }

  async *#listMultiparts(): AsyncGenerator<OpenMultipart> {
    await this.#look();
    for (const [multipartId, { upload, begunAt }] of this.multiparts) yield { upload, multipartId, begunAt };
  }
}

function partOf(number: number, bytes: Uint8Array): UploadedPart {
  return { number, etag: `etag-${number}`, sha256: hash(bytes).toString('base64'), sizeBytes: bytes.length };
}

function withPin(record: CheckpointRecord, by: string | undefined): CheckpointRecord {
  const changed = { ...record, ...(by !== undefined && { pinnedBy: by }) };
  if (by === undefined) delete changed.pinnedBy;
  return changed;
}

function tombstoneOf(record: CheckpointRecord, prunedAt: number): Tombstone {
  const { runId, attempt, step, uploadId, content, figures, createdAt } = record;
  return { runId, attempt, step, uploadId, content, figures, createdAt, prunedAt };
}
