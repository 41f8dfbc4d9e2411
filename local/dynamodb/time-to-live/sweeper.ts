import { createKey, type Item, type Table } from 'dynalite/db/index.js';
import { capture } from '../engine/capture.ts';
import type { Engine } from '../engine/engine.ts';
import { itemsOf, rangeUnder } from '../storage/layout.ts';
import { isExpired } from './expiry.ts';

/** DynamoDB deletes within days. Here an item is gone within a minute: this, and the time that a sweep takes. */
const PAUSE_MS = 30_000;

/** Deletes expired items now and then, until stopped. */
export function startSweeper(engine: Engine): { stop(): Promise<void> } {
  let running = Promise.resolve();
  let cancel: () => void;
  let stopped = false;
  const arm = () => {
    cancel = engine.clock.setTimer(() => {
      running = sweep(engine, () => stopped)
        .catch(complain)
        .finally(() => {
          if (!stopped) arm();
        });
    }, PAUSE_MS);
  };
  arm();
  return {
    stop: () => {
      stopped = true;
      cancel();
      return running;
    },
  };
}

async function sweep(engine: Engine, isStopped: () => boolean): Promise<void> {
  for (const { description, timeToLiveAttribute: attribute } of engine.tables.all()) {
    if (attribute === undefined) continue;
    for await (const chunk of engine.storage.values(rangeUnder(itemsOf(description.TableName)))) {
      for (const item of chunk as readonly Item[]) {
        if (isStopped()) return;
        if (isExpired(item, attribute, engine.clock.now())) await expire(engine, description.TableName, item);
      }
    }
  }
}

/** Deletes the item unless it has been given more time, or is gone with its table, since it was seen. */
async function expire({ storage, tables, locks, clock }: Engine, name: string, seen: Item): Promise<void> {
  const table = tables.find(name)?.description;
  if (!table) return;
  const key = itemsOf(name) + createKey(seen, table);
  await locks.hold([key], async () => {
    const attribute = tables.find(name)?.timeToLiveAttribute;
    const item = storage.get(key);
    if (attribute === undefined || !item || !isExpired(item, attribute, clock.now())) return;
    const input = { TableName: name, Key: keyIn(item, table) };
    await storage.commit(capture(storage, tables, { kind: 'Delete', input }).operations);
  });
}

function keyIn(item: Item, table: Table): Item {
  return Object.fromEntries(
    table.KeySchema.map(({ AttributeName: name }) => [name, item[name] ?? {}] as const),
  );
}

function complain(error: unknown): void {
  process.stderr.write(`DynamoDB: expired items could not be deleted: ${String(error)}\n`);
}
