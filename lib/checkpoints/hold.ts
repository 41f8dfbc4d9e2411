import type { CheckpointRecord } from './checkpoint.ts';
import type { CheckpointObjects, CheckpointStore } from './ports.ts';
import { CheckpointLostError } from './selection-errors.ts';

export interface HoldDependencies {
  readonly store: Pick<CheckpointStore, 'hold'>;
  readonly objects: Pick<CheckpointObjects, 'model'>;
}

/**
 * Keeps a checkpoint from being pruned until then, and makes sure that its bytes are there. First the hold: what is held
 * does not go between the look and the use.
 * @returns false when it was pruned meanwhile: choose again
 * @throws CheckpointLostError
 */
export async function holdCheckpoint(
  { store, objects }: HoldDependencies,
  record: CheckpointRecord,
  until: number,
): Promise<boolean> {
  if (!(await store.hold(record, until))) return false;
  const model = await objects.model(record);
  if (model?.sizeBytes !== record.content.sizeBytes)
    throw new CheckpointLostError(record.runId, record, 'model');
  return true;
}

const TRIES = 3;

/** Chooses and holds. Each new choice is made on what stands then. */
export async function chooseAndHold<Chosen extends CheckpointRecord | undefined>(
  deps: HoldDependencies,
  until: number,
  choose: () => Promise<Chosen>,
): Promise<Chosen> {
  for (let attempt = 1; ; attempt += 1) {
    const record = await choose();
    if (!record || (await holdCheckpoint(deps, record, until))) return record;
    if (attempt === TRIES) throw new CheckpointLostError(record.runId, record, 'record');
  }
}
