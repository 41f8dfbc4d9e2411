import { createHash } from 'node:crypto';
import { trainingActions } from '../../../functions/shared/actions/training/actions.ts';
import { createRecoveryCheckpoints } from '../../../lib/checkpoints/recovery-checkpoints.ts';
import { createRollbackTargets } from '../../../lib/checkpoints/rollback-targets.ts';
import { CheckpointLostError } from '../../../lib/checkpoints/selection-errors.ts';
import type { CheckpointRecord } from '../../../lib/checkpoints/checkpoint.ts';
import { CHECKPOINT_KEYS, uploadFolder } from '../../../lib/contracts/checkpoint-keys.ts';
import type { RunItem } from '../../../lib/contracts/run-item.ts';
import { encodeState } from '../../../lib/training/codec.ts';
import { TargetLostError } from '../../../lib/training/errors.ts';
import { initialState } from '../../../lib/training/training-state.ts';
import type { ActingContext } from '../../../lib/runbooks/action.ts';
import { aRecord } from '../checkpoints/builders.ts';
import { CheckpointWorld, POLICY } from '../checkpoints/world.ts';
import { aRun, STARTED_AT } from '../training/a-run.ts';
import { GUIDE } from '../training/config.ts';
import { InMemoryRunStore } from '../training/in-memory-run-store.ts';
import { A_PERMIT } from './a-permit.ts';

const MINUTE = 60_000;
const MODEL = Buffer.from('model');
export const SHA256 = createHash('sha256').update(MODEL).digest('hex');
const LOCK = { resource: 'run#run-1', owner: 'execution-1', fence: 1 };
const WINDOWS = encodeState(initialState(GUIDE));

/** A run that was paused because it ran away at step 5000, its checkpoints, and what a runbook can do about it. */
export async function aRunaway(change: Partial<RunItem> = {}) {
  const world = new CheckpointWorld();
  const store = new InMemoryRunStore();
  store.locks.set(LOCK.resource, LOCK);
  const clock = { time: STARTED_AT + 120 * MINUTE, now: () => clock.time };
  const published: string[] = [];
  await store.create(
    aRun({
      status: 'paused',
      last_step: 5_000,
      metrics_at: STARTED_AT + 30 * MINUTE,
      windows: WINDOWS,
      runaway: { attempt: 1, step: 4_990, at: STARTED_AT + 30 * MINUTE, detail: 'mean 150' },
      directive: {
        ...{ id: 'pause', action: 'pause', attempt: 1, issued_at: STARTED_AT, by: 'artisan' },
        acknowledged: { status: 'done', global_step: 5_000, at: STARTED_AT + 30 * MINUTE },
      },
      ...change,
    }),
  );
  const asTargetLost = (error: unknown): never => {
    throw error instanceof CheckpointLostError ? new TargetLostError(error.message, error) : error;
  };
  const targets = createRollbackTargets({
    store: world.store,
    objects: world.objects,
    policy: POLICY,
    clock,
  });
  const recovery = createRecoveryCheckpoints({ store: world.store, objects: world.objects, policy: POLICY });
  let ids = 0;
  const actions = trainingActions({
    config: GUIDE,
    store,
    clock,
    ids: () => `id-${(ids += 1)}`,
    backOff: () => Promise.resolve(),
    onCorruptWindows: () => undefined,
    publish: ({ kind }) => published.push(kind),
    targets: { resolve: (run, to) => targets.resolve(run, to).catch(asTargetLost) },
    recovery: { ...recovery, find: (run, id) => recovery.find(run, id).catch(asTargetLost) },
  });
  const context: ActingContext = {
    execution: {
      ...{ execution_id: LOCK.owner, runbook: 'rl', mode: 'live', ...LOCK },
      trigger: { kind: 'mark', by: 'run-1', at: new Date(STARTED_AT).toISOString() },
      input: { run_id: 'run-1' },
    },
    enteredAt: clock.time,
    deadline: clock.time + 5 * MINUTE,
    clock,
    permit: A_PERMIT,
  };
  const run = async (): Promise<RunItem> => {
    const found = await store.read('run-1');
    if (!found) throw new Error('The run is there');
    return found;
  };
  return {
    ...{ world, store, clock, context, actions, published, run },
    change: async (next: Partial<RunItem>) => {
      const before = await run();
      await store.save({
        ...before,
        ...next,
        version: before.version + 1,
        change_id: `by-hand-${(ids += 1)}`,
      });
    },
    /** A committed checkpoint with its bytes; stable unless told otherwise. */
    save: async (step: number, record: Partial<CheckpointRecord> = {}) => {
      const windowsSha256 = createHash('sha256').update(WINDOWS).digest('hex');
      const content = { sizeBytes: MODEL.length, sha256: SHA256 };
      const saved = aRecord({ step, uploadId: `upload-${step}`, content, windowsSha256, ...record });
      await world.upload(saved, MODEL);
      await world.objects.saveWindows(saved, WINDOWS);
      await world.store.commit(saved);
      store.committed.add(CHECKPOINT_KEYS.liveOf(saved));
      return {
        prune: () => {
          store.committed.delete(CHECKPOINT_KEYS.liveOf(saved));
          world.records.delete(`run-1/${CHECKPOINT_KEYS.liveOf(saved)}`);
        },
        loseBytes: () => world.bucket.delete(`${uploadFolder(saved)}model`),
      };
    },
  };
}

export type Runaway = Awaited<ReturnType<typeof aRunaway>>;
