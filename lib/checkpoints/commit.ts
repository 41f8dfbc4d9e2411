import type { CheckpointConfig } from '../contracts/checkpoint-config.ts';
import { compareCheckpoints, currentLineage, type CheckpointId } from '../contracts/lineage.ts';
import { bestOf } from './best.ts';
import { sameContent, type CheckpointRecord, type PendingUpload, type Tombstone } from './checkpoint.ts';
import type { CreateDependencies } from './create.ts';
import { CheckpointConflictError, UploadIncompleteError } from './upload-errors.ts';
import { meansSince } from './figures.ts';
import type { CheckpointRun } from './ports.ts';
import { prune } from './prune.ts';
import { savingRun } from './saving-run.ts';
import { verifyUpload, type ClaimedPart } from './verify-upload.ts';

export interface CommitDependencies extends Omit<CreateDependencies, 'ids' | 'policy'> {
  readonly policy: CheckpointConfig;
  /** The checkpoint stands; only tidying up after it did not work, which the sweeper does. */
  readonly onUntidy: (error: unknown) => void;
}

export interface Committed {
  readonly record: CheckpointRecord | Tombstone;
  readonly run: CheckpointRun;
  /** What stands now, oldest first. */
  readonly live: readonly CheckpointRecord[];
  readonly isBest: boolean;
  /** False when a commit is repeated. */
  readonly isNew: boolean;
  readonly pruned: readonly CheckpointRecord[];
}

/**
 * Makes an upload a checkpoint: verified first, then its record, then everything else. Repeatable at any point.
 * @returns undefined while the upload is still being put together
 * @throws UnknownRunError, SaveRefusedError, InvalidCheckpointError, CheckpointConflictError, UploadIncompleteError,
 * UploadMismatchError
 */
export async function commitCheckpoint(
  deps: CommitDependencies,
  runId: string,
  { parts, ...id }: CheckpointId & { readonly parts?: readonly ClaimedPart[] | undefined },
): Promise<Committed | undefined> {
  const run = await savingRun(deps.runs, runId, id);
  const [standing, upload] = await Promise.all([deps.store.find(runId, id), deps.pending.find(runId, id)]);
  if (standing) {
    if (upload && !sameContent(standing.content, upload.content)) throw new CheckpointConflictError(id);
    return settle(deps, run, { record: standing, upload, isNew: false });
  }
  if (!upload) return gone(deps, run, id);
  if (deps.clock.now() >= upload.createdAt + deps.policy.orphan_age_ms)
    throw new UploadIncompleteError('The upload was begun too long ago: create it again');
  if (!(await verifyUpload(deps.objects, upload, parts))) return undefined;
  const record = await deps.store.commit(await recordOf(deps, run, upload));
  if (!sameContent(record.content, upload.content)) throw new CheckpointConflictError(id);
  return settle(deps, run, { record, upload, isNew: true });
}

async function recordOf(
  { store, clock }: CommitDependencies,
  run: CheckpointRun,
  upload: PendingUpload,
): Promise<CheckpointRecord> {
  const earlier = currentLineage(run.lineage, await store.live(run.run_id)).findLast(
    (checkpoint) => compareCheckpoints(checkpoint, upload) < 0,
  );
  const { runId, attempt, step, uploadId, content, figures, sums, windowsSha256, createdAt } = upload;
  const means = meansSince(earlier?.sums, upload);
  const committedAt = clock.now();
  return {
    runId,
    attempt,
    step,
    uploadId,
    content,
    figures,
    means,
    sums,
    windowsSha256,
    createdAt,
    committedAt,
  };
}

interface Settled extends Pick<Committed, 'isNew'> {
  readonly record: CheckpointRecord;
  readonly upload: PendingUpload | undefined;
}

/** What follows a commit, and is done again when it is repeated. None of it can undo the commit. */
async function settle(
  deps: CommitDependencies,
  run: CheckpointRun,
  { record, upload, isNew }: Settled,
): Promise<Committed> {
  const live = await deps.store.live(run.run_id);
  const best = bestOf(live, run.lineage, deps.policy);
  const pruned: CheckpointRecord[] = [];
  try {
    await deps.objects.mark(record);
    if (upload) await deps.pending.drop(upload);
    pruned.push(...(await prune(deps, live, run.lineage)));
  } catch (error) {
    deps.onUntidy(error);
  }
  const remaining = live.filter((checkpoint) => !pruned.includes(checkpoint));
  const isBest = best !== undefined && compareCheckpoints(best, record) === 0;
  const isPruned = pruned.some((other) => compareCheckpoints(other, record) === 0);
  const standing = isPruned ? { ...record, prunedAt: deps.clock.now() } : record;
  return { record: standing, run, live: remaining, isBest, isNew, pruned };
}

/** It was committed and pruned since, or never uploaded. */
async function gone({ store }: CommitDependencies, run: CheckpointRun, id: CheckpointId): Promise<Committed> {
  const record = await store.tombstone(run.run_id, id);
  if (!record)
    throw new UploadIncompleteError(`No upload was created for step ${id.step} of attempt ${id.attempt}`);
  return { record, run, live: await store.live(run.run_id), isBest: false, isNew: false, pruned: [] };
}
