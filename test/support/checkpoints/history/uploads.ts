import { commitCheckpoint } from '../../../../lib/checkpoints/commit.ts';
import { compositeOf, sha256Hex } from '../../../../lib/checkpoints/content.ts';
import { createCheckpoint } from '../../../../lib/checkpoints/create.ts';
import type { Content, Figures } from '../../../../lib/checkpoints/checkpoint.ts';
import { isSame, type Id, type Model, type Open } from './model.ts';
import { policyOf, type History } from './readers.ts';

export const fail = (error: unknown): never => {
  throw error;
};

let ids = 0;

/** What the use cases of checkpoints are made of. Nothing is injected here, so nothing may be left untidy. */
export function depsOf(model: Model, { system }: History) {
  const { runs, store, pending, objects, listing, clock } = system;
  const policy = policyOf(model);
  const nextId = () => `upload${(ids += 1)}`;
  return { runs, store, pending, objects, listing, clock, policy, ids: nextId, onUntidy: fail };
}

export interface Wanted extends Id {
  readonly bytes: Uint8Array;
  readonly pieces: number;
  readonly figures: Figures;
}

/** So many bytes that they go in as many pieces as wanted, each told from another's by its tag. */
export function modelBytes(tag: number, pieces: number, { system }: History): Uint8Array {
  const end = Buffer.from(`model ${tag}`);
  return pieces === 1 ? end : Buffer.concat([Buffer.alloc(system.partBytes, 'p'), end]);
}

const errorNameOf = (call: Promise<unknown>): Promise<string> =>
  call.then(
    () => 'none',
    (error: unknown) => (error instanceof Error ? error.name : 'no error'),
  );

export async function begin(model: Model, history: History, wanted: Wanted): Promise<string> {
  const { runId, system } = history;
  const { bytes, pieces, ...id } = wanted;
  const call = createCheckpoint(depsOf(model, history), runId, {
    ...id,
    content: contentOf(wanted, history),
  });
  const refusal = refusalOfSave(model, wanted) ?? conflictOf(model, wanted);
  if (refusal !== undefined) return (expect(await errorNameOf(call)).toBe(refusal), refusal);

  const before = await system.pending.find(runId, wanted);
  const opened = await call;
  const open = model.findOpen(wanted);
  const isReused = open !== undefined && model.isReusable(open, bytes, pieces);
  if (before) expect(opened.uploadId === before.uploadId).toBe(isReused);
  if (!isReused) model.begin(wanted);
  return isReused ? 'the same upload' : 'an upload';
}

/** What is not all comes first or not at all, so that it is clear what lies there in the end. */
export async function send({ runId, system }: History, open: Open, how: Open['sent']): Promise<void> {
  const upload = await system.pending.find(runId, open);
  if (!upload || how === 'nothing' || (how !== 'all' && open.sent !== 'nothing')) return;
  const bytes = how === 'other bytes' ? Buffer.alloc(open.bytes.length, 'x') : open.bytes;
  if (open.pieces === 1) await system.upload(upload, how === 'half' ? bytes.subarray(1) : bytes);
  else {
    await system.uploadPart(upload, 1, bytes.subarray(0, system.partBytes));
    if (how !== 'half') await system.uploadPart(upload, 2, bytes.subarray(system.partBytes));
  }
  open.sent = how;
}

export async function commit(model: Model, history: History, id: Id): Promise<string> {
  const call = commitCheckpoint(depsOf(model, history), history.runId, id);
  const refusal = refusalOfSave(model, id) ?? refusalOfCommit(model, id);
  if (refusal !== undefined) return (expect(await errorNameOf(call)).toBe(refusal), refusal);

  const committed = await call;
  const isNew = model.find(id) === undefined && model.findOpen(id) !== undefined;
  const isGone = model.find(id) === undefined && !isNew;
  if (isGone) return (expect(committed?.record).toHaveProperty('prunedAt'), 'gone');
  const open = model.findOpen(id);
  if (isNew && open) model.commit(open);
  model.drop(id);
  const isBest = model.best !== undefined && isSame(model.best, id);
  const pruned = model.prune();
  const named = (found: readonly Id[] = []) => found.map(({ attempt, step }) => ({ attempt, step }));
  expect([committed?.isNew, committed?.isBest]).toEqual([isNew, isBest]);
  expect(named(committed?.pruned)).toEqual(pruned);
  expect(named(committed?.live)).toEqual(named(model.inOrder));
  expect(committed && 'prunedAt' in committed.record).toBe(model.find(id) === undefined);
  return isNew ? (pruned.length > 0 ? 'a commit that prunes' : 'a commit') : 'the same commit';
}

function refusalOfSave(model: Model, { attempt, step }: Id): string | undefined {
  if (attempt < model.attempt) return 'SaveRefusedError';
  return attempt > model.attempt || step < model.base ? 'InvalidCheckpointError' : undefined;
}

function conflictOf(model: Model, { bytes, pieces, ...id }: Wanted): string | undefined {
  const standing = model.find(id);
  const isSameContent = standing?.pieces === pieces && Buffer.compare(standing.bytes, bytes) === 0;
  return standing && !isSameContent ? 'CheckpointConflictError' : undefined;
}

function refusalOfCommit(model: Model, id: Id): string | undefined {
  if (model.find(id)) return undefined;
  const open = model.findOpen(id);
  if (!open) return model.dead.some((dead) => isSame(dead, id)) ? undefined : 'UploadIncompleteError';
  if (model.isTooOld(open) || open.sent === 'nothing') return 'UploadIncompleteError';
  if (open.sent === 'half') return open.pieces > 1 ? 'UploadIncompleteError' : 'UploadMismatchError';
  return open.sent === 'other bytes' ? 'UploadMismatchError' : undefined;
}

function contentOf({ bytes, pieces }: Wanted, { system }: History): Content {
  const content = { sizeBytes: bytes.length, sha256: sha256Hex(bytes) };
  if (pieces === 1) return content;
  const parts = [bytes.subarray(0, system.partBytes), bytes.subarray(system.partBytes)];
  const composite = compositeOf(parts.map(sha256Hex));
  return { ...content, parts: { count: parts.length, sizeBytes: system.partBytes, composite } };
}
