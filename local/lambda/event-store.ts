import { join } from 'node:path';
import * as v from 'valibot';
import { noJournal, openJournal, type Journal } from '../journal/journal.ts';

const keptEvent = v.object({
  requestId: v.string(),
  /** With its qualifier. */
  functionArn: v.string(),
  payload: v.string(),
  /** Milliseconds since the epoch. */
  takenAt: v.number(),
  tries: v.number(),
});

const entrySchema = v.variant('type', [
  v.object({ type: v.literal('taken'), event: keptEvent }),
  v.object({ type: v.literal('tried'), requestId: v.string() }),
  v.object({ type: v.literal('ended'), requestId: v.string() }),
]);

/** An event that was taken and has not ended. */
export type KeptEvent = Readonly<v.InferOutput<typeof keptEvent>>;
type Entry = Readonly<v.InferOutput<typeof entrySchema>>;

/** The events that functions have taken asynchronously: what was acknowledged survives a kill -9. */
export interface EventStore {
  taken(event: KeptEvent): void;
  tried(requestId: string): void;
  ended(requestId: string): void;
  list(): readonly KeptEvent[];
  close(): void;
}

export function openEventStore(stateDir: string | undefined): EventStore {
  const events = new Map<string, KeptEvent>();
  const { journal, entries } =
    stateDir === undefined
      ? { journal: noJournal<Entry>(), entries: [] }
      : openJournal(join(stateDir, 'events.jsonl'), (json) => v.parse(entrySchema, json));
  for (const entry of entries) apply(events, entry);
  const note = (entry: Entry): void => {
    journal.append([entry]);
    apply(events, entry);
    compact(journal, events);
  };
  return {
    taken: (event) => {
      note({ type: 'taken', event });
    },
    tried: (requestId) => {
      note({ type: 'tried', requestId });
    },
    ended: (requestId) => {
      note({ type: 'ended', requestId });
    },
    list: () => [...events.values()],
    close: () => {
      journal.close();
    },
  };
}

function apply(events: Map<string, KeptEvent>, entry: Entry): void {
  if (entry.type === 'taken') {
    events.set(entry.event.requestId, entry.event);
    return;
  }
  const event = events.get(entry.requestId);
  if (entry.type === 'ended') events.delete(entry.requestId);
  else if (event) events.set(entry.requestId, { ...event, tries: event.tries + 1 });
}

function compact(journal: Journal<Entry>, events: ReadonlyMap<string, KeptEvent>): void {
  journal.rewriteIfOvergrown(() => [...events.values()].map((event) => ({ type: 'taken' as const, event })));
}
