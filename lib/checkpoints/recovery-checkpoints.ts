import type { CheckpointConfig } from '../contracts/checkpoint-config.ts';
import { currentLineage, type CheckpointId, type Lineage } from '../contracts/lineage.ts';
import type { CheckpointRecord } from './checkpoint.ts';
import { judgedReward } from './figures.ts';
import type { CheckpointObjects, CheckpointStore } from './ports.ts';
import { CheckpointLostError } from './selection-errors.ts';
import { newestStable } from './stable.ts';

export interface RecoveryDependencies {
  readonly store: Pick<CheckpointStore, 'live'>;
  readonly objects: Pick<CheckpointObjects, 'model'>;
  readonly policy: CheckpointConfig;
}

interface RunOfRecovery {
  readonly run_id: string;
  readonly lineage: Lineage;
}

/** What a runbook looks at before anybody is asked. It writes nothing, and so holds nothing. */
export function createRecoveryCheckpoints({ store, objects, policy }: RecoveryDependencies) {
  const { kl_threshold, reward_min, reward_max } = policy;
  return {
    stableRule: `|KL| < ${kl_threshold} and a reward of ${reward_min} to ${reward_max}`,
    newestStable: async ({ run_id, lineage }: RunOfRecovery, beforeStep: number) => {
      const found = newestStable(await store.live(run_id), lineage, { ...policy, beforeStep });
      return found && seenOf(found);
    },
    /** @throws CheckpointLostError */
    find: async ({ run_id, lineage }: RunOfRecovery, { attempt, step }: CheckpointId) => {
      const record = currentLineage(lineage, await store.live(run_id)).find(
        (one) => one.attempt === attempt && one.step === step,
      );
      if (!record) return undefined;
      const model = await objects.model(record);
      if (model?.sizeBytes !== record.content.sizeBytes)
        throw new CheckpointLostError(run_id, record, 'model');
      return seenOf(record);
    },
  };
}

function seenOf({ attempt, step, content, committedAt, means }: CheckpointRecord) {
  return {
    attempt,
    step,
    sha256: content.sha256,
    savedAt: committedAt,
    reward: judgedReward(means),
    kl: means.kl,
  };
}
