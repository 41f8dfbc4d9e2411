import { chooseAndHold } from '../../../../lib/checkpoints/hold.ts';
import { listCheckpoints, stateOf } from '../../../../lib/checkpoints/list.ts';
import { createRunCheckpoints } from '../../../../lib/checkpoints/run-checkpoints.ts';
import { select, type Selector } from '../../../../lib/checkpoints/select.ts';
import { NoSuchCheckpointError } from '../../../../lib/checkpoints/selection-errors.ts';
import type { CheckpointRecord } from '../../../../lib/checkpoints/checkpoint.ts';
import type { CheckpointConfig } from '../../../../lib/contracts/checkpoint-config.ts';
import { POLICY } from '../world.ts';
import { isSame, type Id, type Model } from './model.ts';
import type { System } from './system.ts';

export interface History {
  readonly runId: string;
  readonly system: System;
}

export function policyOf({ limit, metric }: Model): CheckpointConfig {
  return { ...POLICY, max_checkpoints: limit, best_metric: metric };
}

const idOf = (found: Id | undefined): Id | undefined => found && { attempt: found.attempt, step: found.step };

/** Every reader sees what the model says, and nothing else. */
export async function askEveryReader(model: Model, history: History): Promise<void> {
  await askTheStore(model, history);
  await askTheList(model, history);
  await askTheSelectors(model, history);
  await askTheDownloads(model, history);
  await askTheBucket(history);
}

async function askTheStore(model: Model, { runId, system }: History): Promise<void> {
  const live = await system.store.live(runId);

  expect(live.map((record) => seenOf(record, model.time))).toEqual(
    model.inOrder.map(({ attempt, step, figures, means, isPinned, heldUntil }) => {
      return { attempt, step, figures, means, isPinned, isHeld: heldUntil > model.time };
    }),
  );
  const wasSaved = model.alive.length + model.dead.length > 0;
  expect(live.length > 0).toBe(wasSaved);
}

function seenOf({ attempt, step, figures, means, pinnedBy, keptUntil = 0 }: CheckpointRecord, now: number) {
  return { attempt, step, figures, means, isPinned: pinnedBy !== undefined, isHeld: keptUntil > now };
}

const PAGE = 3;

async function askTheList(model: Model, { runId, system }: History): Promise<void> {
  const lineage = (await system.runs.read(runId))?.lineage ?? [];
  const seen: unknown[] = [];
  let after: string | undefined;
  do {
    const request = { runId, lineage, limit: PAGE, ...(after !== undefined && { after }) };
    const { items, nextKey } = await listCheckpoints(system.store, request);
    seen.push(...items.map((item) => ({ ...idOf(item), state: stateOf(item, lineage) })));
    after = nextKey;
  } while (after !== undefined);

  const newestFirst = (ids: readonly Id[]) =>
    ids.toSorted((one, other) => other.attempt - one.attempt || other.step - one.step);
  const living = newestFirst(model.alive).map((id) => {
    return { ...idOf(id), state: model.find(id)?.isSuperseded === true ? 'superseded' : 'committed' };
  });
  const dead = newestFirst(model.dead.filter((id) => !model.find(id)));
  expect(seen).toEqual([...living, ...dead.map((id) => ({ ...idOf(id), state: 'pruned' }))]);
  await askByState({ runId, system }, seen);
}

async function askByState({ runId, system }: History, all: readonly unknown[]): Promise<void> {
  const lineage = (await system.runs.read(runId))?.lineage ?? [];
  for (const state of ['committed', 'superseded', 'pruned'] as const) {
    const { items } = await listCheckpoints(system.store, { runId, lineage, state, limit: 200 });
    const ofState = all.filter((one) => (one as { state: string }).state === state);
    expect(items.map((item) => ({ ...idOf(item), state }))).toEqual(ofState);
  }
}

/** What each selector should choose. */
function choices(model: Model): readonly (readonly [Selector, Id | undefined])[] {
  const steps = new Set(
    [...model.alive, ...model.dead, ...model.open, { step: model.step + 7 }].map(({ step }) => step),
  );
  return [
    [{ kind: 'latest' }, model.current.at(-1)],
    [{ kind: 'best' }, model.best],
    [{ kind: 'stable' }, model.stable()],
    [{ kind: 'stable', beforeStep: model.step }, model.stable(model.step)],
    ...[...steps].map((step) => [{ kind: 'step', step }, model.ofStep(step)] as const),
  ];
}

async function askTheSelectors(model: Model, { runId, system }: History): Promise<void> {
  const live = await system.store.live(runId);
  const lineage = (await system.runs.read(runId))?.lineage ?? [];
  const policy = policyOf(model);
  const choose = (selector: Selector) => {
    try {
      return idOf(select({ runId, live, lineage, policy }, selector));
    } catch (error) {
      if (error instanceof NoSuchCheckpointError) return undefined;
      throw error;
    }
  };

  for (const [selector, expected] of choices(model))
    expect([selector, choose(selector)]).toEqual([selector, idOf(expected)]);
  const answers = createRunCheckpoints({ store: system.store, policy });
  const run = { run_id: runId, lineage };
  expect(idOf(await answers.latest(run))).toEqual(idOf(model.current.at(-1)));
  expect((await answers.best(run))?.step).toBe(model.best?.step);
}

/** With leases that end at once: looking must not change what is kept. */
async function askTheDownloads(model: Model, { runId, system }: History): Promise<void> {
  for (const saved of model.alive) {
    const record = await chooseAndHold(system, model.time, async () =>
      (await system.store.live(runId)).find((live) => isSame(live, saved)),
    );
    expect(record).toBeDefined();
    const bytes = record && (await system.download(record));
    expect(bytes && Buffer.compare(bytes, saved.bytes)).toBe(0);
    expect(record && (await system.objects.windows(record))).toBeDefined();
  }
}

/** Where nothing crashes, what is marked as committed is what is. */
async function askTheBucket({ runId, system }: History): Promise<void> {
  const marked: string[] = [];
  for await (const { uploadId, files } of system.listing.uploads(runId))
    if (files.has('committed')) marked.push(uploadId);

  const live = await system.store.live(runId);
  expect(marked.toSorted()).toEqual(live.map(({ uploadId }) => uploadId).toSorted());
}
