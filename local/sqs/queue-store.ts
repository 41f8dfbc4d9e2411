import { join } from 'node:path';
import * as v from 'valibot';
import { noJournal, openJournal, type OpenedJournal } from '../journal/journal.ts';
import { applyChange, changeSchema, changesThatMake, type Change, type Queue } from './queue-state.ts';

export interface QueueStore {
  get(name: string): Queue | undefined;
  /** By name. */
  list(): readonly Queue[];
  /** On disk before it returns. All or, after a crash in between, the first of them. */
  commit(...changes: Change[]): void;
  /** Called for every change, once all of its commit are applied. */
  onCommit(listener: (change: Change) => void): void;
  close(): void;
}

export function openQueueStore(stateDir: string | undefined): QueueStore {
  const { journal, entries } = open(stateDir);
  const queues = new Map<string, Queue>();
  const listeners: ((change: Change) => void)[] = [];
  for (const change of entries) applyChange(queues, change);

  return {
    get: (name) => queues.get(name),
    list: () => [...queues.values()].sort((a, b) => (a.name < b.name ? -1 : 1)),
    commit: (...changes) => {
      journal.append(changes);
      for (const change of changes) applyChange(queues, change);
      journal.rewriteIfOvergrown(() => changesThatMake(queues));
      for (const change of changes) {
        for (const listener of listeners) listener(change);
      }
    },
    onCommit: (listener) => listeners.push(listener),
    close: () => {
      journal.close();
    },
  };
}

function open(stateDir: string | undefined): OpenedJournal<Change> {
  if (stateDir === undefined) return { journal: noJournal(), entries: [] };
  return openJournal(join(stateDir, 'queues.jsonl'), (json) => v.parse(changeSchema, json));
}
