import type { CheckpointConfig } from '../contracts/checkpoint-config.ts';
import type { Clock } from '../shared/clock.ts';
import type { CheckpointRecord } from './checkpoint.ts';
import type {
  CheckpointListing,
  CheckpointObjects,
  CheckpointRuns,
  CheckpointStore,
  ListedUpload,
} from './ports.ts';
import { prune } from './prune.ts';

export interface SweepDependencies {
  readonly runs: CheckpointRuns;
  readonly store: CheckpointStore;
  readonly objects: CheckpointObjects;
  readonly listing: CheckpointListing;
  readonly clock: Clock;
  readonly policy: CheckpointConfig;
  readonly onUntidy: (error: unknown) => void;
}

export interface SweepReport {
  /** Uploads that nobody committed in time, or that are pruned. */
  readonly destroyed: number;
  /** Multipart uploads. */
  readonly aborted: number;
  readonly pruned: number;
  /** Committed by what lies in the bucket, unknown to the table: never deleted, a person has to look (rebuild). */
  readonly unrecorded: number;
  /** Committed by the table, but the bucket has no model. */
  readonly lost: number;
}

const NOTHING: SweepReport = { destroyed: 0, aborted: 0, pruned: 0, unrecorded: 0, lost: 0 };

/** Commits end at orphan_age. This long after it the last one that was still in time is over, too. */
const GRACE_MS = 15 * 60_000;

/**
 * Deletes what crashes left. A listing comes first, then the records: what is committed in between is seen as such.
 * Repeatable, and safe beside itself.
 */
export async function sweep(deps: SweepDependencies): Promise<SweepReport> {
  let report = NOTHING;
  for await (const uploads of byRun(deps.listing.uploads())) {
    report = sum(report, await sweepRun(deps, uploads));
  }
  const oldest = deps.clock.now() - deps.policy.orphan_age_ms - GRACE_MS;
  for await (const { upload, multipartId, begunAt } of deps.listing.multiparts()) {
    if (begunAt > oldest) continue;
    await deps.objects.abort(upload, multipartId);
    report = sum(report, { aborted: 1 });
  }
  return report;
}

async function sweepRun(deps: SweepDependencies, uploads: readonly ListedUpload[]): Promise<SweepReport> {
  const runId = uploads[0]?.runId;
  if (runId === undefined) return NOTHING;
  const live = await deps.store.live(runId);
  let report = NOTHING;
  for (const upload of uploads) {
    const record = live.find(({ uploadId }) => uploadId === upload.uploadId);
    report = sum(report, record ? await tend(deps, record, upload) : await judge(deps, upload));
  }
  const run = await deps.runs.read(runId);
  const pruned = run ? await prune(deps, live, run.lineage) : [];
  return sum(report, { pruned: pruned.length });
}

/** A living one: what its commit may not have come to is done. */
async function tend(
  { objects }: SweepDependencies,
  record: CheckpointRecord,
  { files }: ListedUpload,
): Promise<Partial<SweepReport>> {
  if (!files.has('model')) return { lost: 1 };
  if (!files.has('committed')) await objects.mark(record);
  return {};
}

async function judge(deps: SweepDependencies, upload: ListedUpload): Promise<Partial<SweepReport>> {
  const { store, objects, clock, policy } = deps;
  const tombstone = await store.tombstone(upload.runId, upload);
  const isDead = tombstone?.uploadId === upload.uploadId;
  if (!isDead && upload.files.has('committed')) return { unrecorded: 1 };
  if (!isDead && upload.writtenAt > clock.now() - policy.orphan_age_ms - GRACE_MS) return {};
  // It may have been committed since the listing, or while this waited.
  if (!isDead && (await store.find(upload.runId, upload))?.uploadId === upload.uploadId) return {};
  await objects.destroy(upload);
  return { destroyed: 1 };
}

function sum(one: SweepReport, other: Partial<SweepReport>): SweepReport {
  const { destroyed = 0, aborted = 0, pruned = 0, unrecorded = 0, lost = 0 } = other;
  return {
    destroyed: one.destroyed + destroyed,
    aborted: one.aborted + aborted,
    pruned: one.pruned + pruned,
    unrecorded: one.unrecorded + unrecorded,
    lost: one.lost + lost,
  };
}

async function* byRun(uploads: AsyncIterable<ListedUpload>): AsyncGenerator<readonly ListedUpload[]> {
  let group: ListedUpload[] = [];
  for await (const upload of uploads) {
    if (group[0] && group[0].runId !== upload.runId) {
      yield group;
      group = [];
    }
    group.push(upload);
  }
  if (group.length > 0) yield group;
}
