import type { CheckpointId } from '../contracts/lineage.ts';
import type { Clock } from '../shared/clock.ts';
import type { IdSource } from '../shared/ids.ts';
import { sameContent, type Content, type Figures, type PendingUpload } from './checkpoint.ts';
import { sha256Hex } from './content.ts';
import { CheckpointConflictError } from './upload-errors.ts';
import type {
  CheckpointObjects,
  CheckpointRun,
  CheckpointRuns,
  CheckpointStore,
  PendingUploads,
} from './ports.ts';
import { refuseBeyond, refuseWhenOver, savingRun } from './saving-run.ts';

export interface CreateDependencies {
  readonly runs: CheckpointRuns;
  readonly store: CheckpointStore;
  readonly pending: PendingUploads;
  readonly objects: CheckpointObjects;
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly policy: { readonly upload_expiry_seconds: number; readonly orphan_age_ms: number };
}

export interface NewCheckpoint extends CheckpointId {
  readonly content: Content;
  readonly figures: Figures;
}

/**
 * Opens an upload, or finds the open one of the same content. Until it is committed, another content takes its place.
 * @throws UnknownRunError, SaveRefusedError, InvalidCheckpointError, and CheckpointConflictError after a commit
 */
export async function createCheckpoint(
  deps: CreateDependencies,
  runId: string,
  wanted: NewCheckpoint,
): Promise<PendingUpload> {
  const run = await savingRun(deps.runs, runId, wanted);
  refuseWhenOver(run);
  refuseBeyond(run, wanted);
  const [record, before] = await Promise.all([
    deps.store.find(runId, wanted),
    deps.pending.find(runId, wanted),
  ]);
  if (record && !sameContent(record.content, wanted.content)) throw new CheckpointConflictError(wanted);
  if (before && (await isOpen(deps, before, wanted.content))) return before;
  const upload = await open(deps, run, wanted);
  // Best effort: what this misses, the sweeper finds.
  if (before?.multipartId !== undefined)
    await deps.objects.abort(before, before.multipartId).catch(() => undefined);
  return upload;
}

/** Whether fresh URLs for it would be of use, and its commit still be taken when they expire. */
async function isOpen(
  { objects, policy, clock }: CreateDependencies,
  upload: PendingUpload,
  content: Content,
): Promise<boolean> {
  const lastStart = upload.createdAt + policy.orphan_age_ms - policy.upload_expiry_seconds * 1_000;
  if (!sameContent(upload.content, content) || clock.now() > lastStart) return false;
  // Parts can't be added to a multipart upload that a commit has completed.
  return upload.multipartId === undefined || (await objects.parts(upload, upload.multipartId)) !== undefined;
}

/** Objects first, the item that speaks of them last: what a crash leaves is garbage, which the sweeper takes. */
async function open(
  { objects, pending, clock, ids }: CreateDependencies,
  run: CheckpointRun,
  { attempt, step, content, figures }: NewCheckpoint,
): Promise<PendingUpload> {
  const upload: PendingUpload = {
    runId: run.run_id,
    attempt,
    step,
    uploadId: ids(),
    content,
    figures,
    sums: run.sums,
    windowsSha256: sha256Hex(run.windows),
    createdAt: clock.now(),
  };
  await objects.saveWindows(upload, run.windows);
  const opened = content.parts ? { ...upload, multipartId: await objects.begin(upload) } : upload;
  await pending.save(opened);
  return opened;
}
