import type { CheckpointConfig } from '../contracts/checkpoint-config.ts';
import { CHECKPOINT_KEYS } from '../contracts/checkpoint-keys.ts';
import { currentLineage, type Lineage } from '../contracts/lineage.ts';
import { RUN_KEYS } from '../contracts/tables.ts';
import type { Clock } from '../shared/clock.ts';
import { bestOf } from './best.ts';
import type { CheckpointRecord } from './checkpoint.ts';
import { sha256Hex } from './content.ts';
import { chooseAndHold } from './hold.ts';
import type { CheckpointObjects, CheckpointStore } from './ports.ts';
import { CheckpointLostError } from './selection-errors.ts';
import { newestStable } from './stable.ts';

export interface RollbackDependencies {
  readonly store: Pick<CheckpointStore, 'live' | 'hold'>;
  readonly objects: Pick<CheckpointObjects, 'model' | 'windows'>;
  readonly policy: CheckpointConfig;
  readonly clock: Clock;
}

interface RunOfRollback {
  readonly runId: string;
  readonly lineage: Lineage;
}

/** As lib/training/ports.ts has it. */
type Choice =
  | { readonly kind: 'previous'; readonly back: number }
  | { readonly kind: 'best' }
  | { readonly kind: 'stable'; readonly beforeStep?: number }
  | { readonly kind: 'step'; readonly step: number }
  | { readonly kind: 'exact'; readonly attempt: number; readonly step: number; readonly sha256: string };

/** Longer than a rollback's transaction and a trainer's first look at its directive take. */
const HELD_MS = 15 * 60_000;

/** Finds where a run can go back to, and keeps that from being pruned until the rollback is written. */
export function createRollbackTargets(deps: RollbackDependencies) {
  return {
    /** @throws CheckpointLostError when the target's objects are not there or damaged: nothing else takes its place */
    resolve: async ({ runId, lineage }: RunOfRollback, to: Choice) => {
      const choose = async () =>
        targetOf(currentLineage(lineage, await deps.store.live(runId)), to, deps.policy);
      const record = await chooseAndHold(deps, deps.clock.now() + HELD_MS, choose);
      if (!record) return undefined;
      const { attempt, step, content, sums } = record;
      const recordKey = { pk: RUN_KEYS.item(runId).pk, sk: CHECKPOINT_KEYS.liveOf(record) };
      return {
        attempt,
        step,
        sha256: content.sha256,
        snapshot: await snapshotOf(deps, record),
        sums,
        recordKey,
      };
    },
  };
}

function targetOf(
  current: readonly CheckpointRecord[],
  to: Choice,
  policy: CheckpointConfig,
): CheckpointRecord | undefined {
  switch (to.kind) {
    case 'previous':
      return current.at(-1 - to.back);
    case 'best':
      return bestOf(current, [], policy);
    case 'stable':
      return newestStable(current, [], { ...policy, beforeStep: to.beforeStep });
    case 'step':
      return current.findLast(({ step }) => step === to.step);
    case 'exact':
      return current.find(
        ({ attempt, step, content }) =>
          attempt === to.attempt && step === to.step && content.sha256 === to.sha256,
      );
  }
}

async function snapshotOf({ objects }: RollbackDependencies, record: CheckpointRecord): Promise<Uint8Array> {
  const windows = await objects.windows(record);
  if (!windows || sha256Hex(windows) !== record.windowsSha256)
    throw new CheckpointLostError(record.runId, record, 'saved windows');
  return windows;
}
