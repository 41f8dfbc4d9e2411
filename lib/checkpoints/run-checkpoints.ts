import type { CheckpointConfig } from '../contracts/checkpoint-config.ts';
import { currentLineage, type CheckpointId, type Lineage } from '../contracts/lineage.ts';
import { bestOf, bestValue } from './best.ts';
import type { CheckpointSigner, CheckpointStore } from './ports.ts';

interface RunOfCheckpoints {
  readonly run_id: string;
  readonly lineage: Lineage;
}

/** What a run's answers say about its checkpoints. */
export function createRunCheckpoints({
  store,
  policy,
}: {
  readonly store: Pick<CheckpointStore, 'live'>;
  readonly policy: CheckpointConfig;
}) {
  return {
    latest: async ({ run_id, lineage }: RunOfCheckpoints) => {
      const latest = currentLineage(lineage, await store.live(run_id)).at(-1);
      return latest && { attempt: latest.attempt, step: latest.step, sha256: latest.content.sha256 };
    },
    best: async ({ run_id, lineage }: RunOfCheckpoints) => {
      const best = bestOf(await store.live(run_id), lineage, policy);
      return best && { step: best.step, value: bestValue(best.figures, policy) };
    },
  };
}

/** So that a directive can still be answered when its target is long gone: the URL of nothing, which S3 answers with 404. */
const NOWHERE = 'pruned';

/** URLs for directives. Where the bytes are stands in the record. */
export function createCheckpointDownloads({
  store,
  signer,
}: {
  readonly store: Pick<CheckpointStore, 'find' | 'tombstone'>;
  readonly signer: Pick<CheckpointSigner, 'get'>;
}) {
  return {
    urlFor: async ({ runId, attempt, step }: CheckpointId & { readonly runId: string }): Promise<string> => {
      const id = { attempt, step };
      const record = (await store.find(runId, id)) ?? (await store.tombstone(runId, id));
      return signer.get(record ?? { runId, ...id, uploadId: NOWHERE });
    },
  };
}
