import { chooseAndHold } from '../../../../lib/checkpoints/hold.ts';
import { rebuild } from '../../../../lib/checkpoints/rebuild.ts';
import { createRollbackTargets } from '../../../../lib/checkpoints/rollback-targets.ts';
import { sweep } from '../../../../lib/checkpoints/sweep.ts';
import type { RunEvent } from '../../../../lib/training/ports.ts';
import { rollBackTo } from '../../../../lib/training/manual-rollback.ts';
import { postMetrics } from '../../../../lib/training/post-metrics.ts';
import { batchOfRows } from '../../training/batches.ts';
import { aTrainingConfig } from '../../training/config.ts';
import { InMemoryRunSeries } from '../../training/in-memory-run-series.ts';
import type { Model, Reported, Saved } from './model.ts';
import { policyOf, type History } from './readers.ts';
import { depsOf, fail } from './uploads.ts';

/** Short windows: a spike is found after twenty steps. */
export const CONFIG = aTrainingConfig();
export const CALM_STEPS = 20;

let ids = 0;

function trainingOf(model: Model, { system }: History) {
  const { runStore: store, clock } = system;
  const targets = createRollbackTargets({ ...system, policy: policyOf(model) });
  const published: RunEvent[] = [];
  const publish = (event: RunEvent) => void published.push(event);
  const nextId = () => `change${(ids += 1)}`;
  const backOff = () => Promise.reject(new Error('Nobody else writes'));
  const watched = { onCorruptWindows: fail, onStaleList: fail, series: new InMemoryRunSeries() };
  return { ...watched, config: CONFIG, store, targets, clock, ids: nextId, backOff, publish, published };
}

export type Way =
  | { readonly kind: 'previous'; readonly back: number }
  | { readonly kind: 'best' }
  | { readonly kind: 'stable'; readonly before?: number }
  | { readonly kind: 'step'; readonly nth: number };

function targetOf(model: Model, way: Way): Saved | undefined {
  if (way.kind === 'previous') return model.current.at(-1 - way.back);
  if (way.kind === 'best') return model.best;
  if (way.kind === 'stable') return model.stable(way.before);
  return model.ofStep(stepOf(model, way.nth));
}

/** Of one that lives, for the most part. */
const stepOf = (model: Model, nth: number) =>
  model.inOrder.at(nth % (model.alive.length + 1))?.step ?? model.step + 7;

function choiceOf(model: Model, way: Way) {
  if (way.kind === 'step') return { kind: 'step', step: stepOf(model, way.nth) } as const;
  if (way.kind !== 'stable') return way;
  return { kind: 'stable', ...(way.before !== undefined && { beforeStep: way.before }) } as const;
}

/** Of a person, who may say it twice. */
export async function goBack(model: Model, history: History, way: Way, effectId?: string): Promise<string> {
  const deps = trainingOf(model, history);
  const order = {
    to: choiceOf(model, way),
    by: 'ada',
    reason: 'test',
    ...(effectId !== undefined && { effectId }),
  };
  const call = rollBackTo(deps, history.runId, order);
  const isDone = effectId !== undefined && model.effects.has(effectId);
  const target = isDone ? undefined : targetOf(model, way);
  if (!isDone && (!target || target.isSuperseded)) {
    await expect(call).rejects.toMatchObject({ name: 'NoRollbackTargetError' });
    return 'nothing to go back to';
  }
  const run = await call;
  if (effectId !== undefined) model.effects.add(effectId);
  expect(deps.published).toEqual(isDone ? [] : [{ kind: 'rollback' }]);
  if (target) {
    expect(run.directive.target).toMatchObject({ attempt: target.attempt, step: target.step });
    model.rollBack(target);
  }
  expect([run.attempt, run.last_step]).toEqual([model.attempt, model.lastReported]);
  return target ? `back to ${way.kind}` : 'the same rollback';
}

/** Where a spike shows in it, the run goes back by itself: by as many checkpoints as the guide says, and not too often. */
export async function report(model: Model, history: History, rows: readonly Reported[]): Promise<string> {
  const deps = trainingOf(model, history);
  const steps = rows.map((row, index) => ({ step: model.lastReported + 1 + index, ...row }));
  const { rollback_steps, max_rollbacks } = CONFIG.checkpoint_strategy.rollback;
  const target = model.current.at(-1 - rollback_steps);
  const mayGoBack = target !== undefined && model.automatic < max_rollbacks;

  const { run } = await postMetrics(deps, history.runId, {
    attempt: model.attempt,
    batch: batchOfRows(steps),
  });

  const said = deps.published.map(({ kind }) => kind);
  if (run.attempt === model.attempt) {
    model.lastReported += rows.length;
    model.reports = [...model.reports, ...rows];
    expect(said).not.toContain('rollback');
    if (!said.includes('rollback_refused')) return 'metrics';
    expect(mayGoBack).toBe(false);
    return 'a rollback refused';
  }
  expect([said.includes('rollback'), mayGoBack]).toEqual([true, true]);
  expect(run.directive.target).toMatchObject({ attempt: target?.attempt, step: target?.step });
  model.automatic += 1;
  if (target) model.rollBack(target);
  return 'back by itself';
}

/** As a download, or an approval that names its target, keeps one. */
export async function lease(model: Model, history: History, way: Way, forMs: number): Promise<string> {
  const { runId, system } = history;
  const target = targetOf(model, way);
  const until = model.time + forMs;
  const held = await chooseAndHold(system, until, async () =>
    (await system.store.live(runId)).find(
      ({ attempt, step }) => attempt === target?.attempt && step === target.step,
    ),
  );
  expect(held !== undefined).toBe(target !== undefined);
  if (target) model.hold(target, until);
  return target ? 'a lease' : 'nothing to lease';
}

export async function pin(
  model: Model,
  { runId, system }: History,
  nth: number,
  by?: string,
): Promise<string> {
  const ids = [...model.inOrder, ...model.dead.filter((id) => !model.find(id))];
  const id = ids.at(nth % Math.max(ids.length, 1));
  if (!id) return 'nothing to pin';
  const saved = model.find(id);
  const named = (await system.store.find(runId, id)) ?? (await system.store.tombstone(runId, id));
  expect(named && (await system.store.pin(named, by))).toBe(saved !== undefined);
  if (saved) saved.isPinned = by !== undefined;
  if (!saved) return 'a pin on a dead one';
  return by === undefined ? 'a pin less' : 'a pin';
}

const GARBAGE_AGE_MS = (24 * 60 + 15) * 60_000;

export async function tidy(model: Model, history: History): Promise<string> {
  const found = await sweep(depsOf(model, history));
  const pruned = model.prune();

  expect(found).toMatchObject({ lost: 0, unrecorded: 0, pruned: pruned.length });
  await expectNoGarbage(model, history);
  return found.destroyed + found.aborted > 0 ? 'a sweep that finds garbage' : 'a sweep';
}

/** Three objects of each that lives; of others only what is younger than a day. */
async function expectNoGarbage(model: Model, { runId, system }: History): Promise<void> {
  const uploadIds = new Map((await system.store.live(runId)).map(({ uploadId, step }) => [uploadId, step]));
  for await (const { uploadId, files, writtenAt } of system.listing.uploads(runId)) {
    if (uploadIds.delete(uploadId)) expect([...files].sort()).toEqual(['committed', 'model', 'windows']);
    else expect(writtenAt).toBeGreaterThan(model.time - GARBAGE_AGE_MS);
  }
  expect([...uploadIds.values()]).toEqual([]);
  for await (const { begunAt, upload } of system.listing.multiparts())
    if (upload.runId === runId) expect(begunAt).toBeGreaterThan(model.time - GARBAGE_AGE_MS);
}

/** The table is lost and made again from the bucket, which knows of no pins and no leases. */
export async function restore(model: Model, { runId, system }: History): Promise<string> {
  await system.forgetRecords(runId);
  const { restored } = await rebuild(system, runId);

  expect(restored).toBe(model.alive.length);
  for (const saved of model.alive) Object.assign(saved, { isPinned: false, heldUntil: 0 });
  return 'a rebuilt table';
}
