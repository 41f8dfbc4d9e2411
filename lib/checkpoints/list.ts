import type { CheckpointState } from '../contracts/checkpoints.ts';
import { CHECKPOINT_KEYS } from '../contracts/checkpoint-keys.ts';
import { compareCheckpoints, isSuperseded, type CheckpointId, type Lineage } from '../contracts/lineage.ts';
import type { CheckpointRecord, Tombstone } from './checkpoint.ts';
import type { CheckpointStore } from './ports.ts';

export interface ListRequest {
  readonly runId: string;
  readonly lineage: Lineage;
  readonly state?: CheckpointState | undefined;
  readonly limit: number;
  /** Sort key of the last one of the page before. */
  readonly after?: string;
}

export interface CheckpointPage {
  readonly items: readonly (CheckpointRecord | Tombstone)[];
  /** What is best and stable, is so among these. */
  readonly live: readonly CheckpointRecord[];
  readonly nextKey?: string;
}

/** Newest first: the living, then the pruned. Of what is both, for the moment of its death, the living counts. */
export async function listCheckpoints(
  store: Pick<CheckpointStore, 'live' | 'tombstones'>,
  request: ListRequest,
): Promise<CheckpointPage> {
  const live = await store.live(request.runId);
  // One more than asked for: whether there is a next page.
  const wanted = request.limit + 1;
  const living = livingOf(live, request);
  const dead =
    living.length < wanted ? await deadOf(store, live, { ...request, limit: wanted - living.length }) : [];
  const found = [...living, ...dead].slice(0, wanted);
  const items = found.slice(0, request.limit);
  const last = items.at(-1);
  return { items, live, ...(found.length > items.length && last && { nextKey: sortKeyOf(last) }) };
}

export function stateOf(checkpoint: CheckpointRecord | Tombstone, lineage: Lineage): CheckpointState {
  if ('prunedAt' in checkpoint) return 'pruned';
  return isSuperseded(lineage, checkpoint) ? 'superseded' : 'committed';
}

function livingOf(
  live: readonly CheckpointRecord[],
  { lineage, state, after }: ListRequest,
): readonly CheckpointRecord[] {
  return live
    .filter((checkpoint) => state === undefined || stateOf(checkpoint, lineage) === state)
    .filter((checkpoint) => after === undefined || (isLiving(after) && sortKeyOf(checkpoint) < after))
    .toSorted((one, other) => compareCheckpoints(other, one));
}

async function deadOf(
  store: Pick<CheckpointStore, 'tombstones'>,
  live: readonly CheckpointRecord[],
  { runId, state, limit, after }: ListRequest,
): Promise<readonly Tombstone[]> {
  if (state !== undefined && state !== 'pruned') return [];
  const living = new Set(live.map(sortKeyOf));
  const begin = after === undefined || isLiving(after) ? undefined : idOf(after);
  // As many more as could be living, too.
  const page = await store.tombstones(runId, { limit: limit + live.length, ...(begin && { after: begin }) });
  return page.filter((tombstone) => !living.has(CHECKPOINT_KEYS.liveOf(tombstone))).slice(0, limit);
}

function sortKeyOf(checkpoint: CheckpointRecord | Tombstone): string {
  return 'prunedAt' in checkpoint ? CHECKPOINT_KEYS.prunedOf(checkpoint) : CHECKPOINT_KEYS.liveOf(checkpoint);
}

const isLiving = (sortKey: string): boolean => sortKey.startsWith(CHECKPOINT_KEYS.live);

/** From the very beginning for a key of another form: a cursor is no secret. */
function idOf(sortKey: string): CheckpointId | undefined {
  const [, attempt, step] = /^\w+#(\d{5})#(\d{12})$/.exec(sortKey) ?? [];
  return attempt === undefined ? undefined : { attempt: Number(attempt), step: Number(step) };
}
