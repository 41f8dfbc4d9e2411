import type { CheckpointListing, CheckpointStore } from './ports.ts';

export interface RebuildReport {
  readonly restored: number;
  /** Their records stand, or their tombstones do. */
  readonly known: number;
  /** Without a model, without a mark, or with one that can't be read: nothing is made of them. */
  readonly passedOver: number;
}

/**
 * Makes the records of a run again from what was left beside each model when it was committed. Nothing is overwritten,
 * what was never committed stays so, and what is pruned stays dead. Pins and holds are not in the bucket: they are lost.
 */
export async function rebuild(
  { store, listing }: { readonly store: CheckpointStore; readonly listing: CheckpointListing },
  runId: string,
): Promise<RebuildReport> {
  const report = { restored: 0, known: 0, passedOver: 0 };
  for await (const upload of listing.uploads(runId)) {
    const isWhole = upload.files.has('model') && upload.files.has('committed');
    const record = isWhole ? await listing.committed(upload) : undefined;
    if (!record) {
      report.passedOver += 1;
      continue;
    }
    const isDead = (await store.tombstone(runId, record))?.uploadId === record.uploadId;
    const isKnown = isDead || (await store.find(runId, record)) !== undefined;
    if (!isKnown) await store.commit(record);
    report[isKnown ? 'known' : 'restored'] += 1;
  }
  return report;
}
