/** A checkpoint of a run is named by the attempt that saved it and the step it was saved at. */
export interface CheckpointId {
  readonly attempt: number;
  readonly step: number;
}

/** "Attempt N began by going back to step S" of the lineage before it. */
interface Beginning extends CheckpointId {
  /** Which attempt had saved step S: several may have. */
  readonly target_attempt?: number | undefined;
}

/** In any order. */
export type Lineage = readonly Beginning[];

/**
 * Whether a later attempt began before this checkpoint: training has gone on without it. A rollback supersedes everything
 * that was saved after its target by the attempts before, and writes nothing to their records.
 */
export function isSuperseded(lineage: Lineage, { attempt, step }: CheckpointId): boolean {
  return lineage.some(
    (began) =>
      began.attempt > attempt &&
      (began.step < step || (began.step === step && attempt > (began.target_attempt ?? Infinity))),
  );
}

/** The step an attempt began at: none of its checkpoints is below it. */
export function baseStep(lineage: Lineage, attempt: number): number {
  return lineage.find((began) => began.attempt === attempt)?.step ?? 0;
}

/** Oldest first, by attempt, then step: numbers, never text or time. In one lineage, that is also the order of steps. */
export function compareCheckpoints(one: CheckpointId, other: CheckpointId): number {
  return one.attempt - other.attempt || one.step - other.step;
}

/** What training stands on: the checkpoints that no rollback has superseded, oldest first. */
export function currentLineage<Checkpoint extends CheckpointId>(
  lineage: Lineage,
  checkpoints: readonly Checkpoint[],
): readonly Checkpoint[] {
  return checkpoints
    .filter((checkpoint) => !isSuperseded(lineage, checkpoint))
    .toSorted((one, other) => compareCheckpoints(one, other));
}
