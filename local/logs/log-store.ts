import type { Clock } from '../clock/clock.ts';
import { EventRing, type RingBounds, type StoredEvent } from './event-ring.ts';
import type { LogEvent, LogSink, LogSource } from './log-event.ts';

export interface LogGroup {
  readonly name: string;
  readonly createdAt: number;
  readonly retentionDays: number | undefined;
  readonly storedCharacters: number;
}

/** Every log group of the stack, in memory. */
export interface LogStore extends LogSink, LogSource {
  /** Creates the group, or changes its retention. A group that is written to exists anyway. */
  createGroup(name: string, retentionDays?: number): void;
  /** By name. */
  groups(): readonly LogGroup[];
  /** Oldest first; undefined when there is no such group. */
  events(group: string): readonly StoredEvent[] | undefined;
}

/** A group keeps about an hour of a busy function, and no more than a few megabytes. */
const BOUNDS: RingBounds = { events: 20_000, characters: 16 * 1024 * 1024 };
const DAY_MS = 24 * 3_600 * 1_000;

interface Group {
  readonly ring: EventRing;
  readonly createdAt: number;
  retentionDays: number | undefined;
}

export function createLogStore(clock: Clock, bounds: RingBounds = BOUNDS): LogStore {
  const groups = new Map<string, Group>();
  const listeners = new Set<(event: LogEvent) => void>();

  const groupOf = (name: string): Group => {
    const existing = groups.get(name);
    if (existing) return existing;
    const created = { ring: new EventRing(bounds), createdAt: clock.now(), retentionDays: undefined };
    groups.set(name, created);
    return created;
  };
  const expire = ({ ring, retentionDays }: Group): void => {
    if (retentionDays !== undefined) ring.dropBefore(clock.now() - retentionDays * DAY_MS);
  };

  return {
    write: (event) => {
      groupOf(event.logGroup).ring.push(event);
      for (const listener of listeners) listener(event);
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    createGroup: (name, retentionDays) => {
      groupOf(name).retentionDays = retentionDays;
    },
    groups: () =>
      [...groups]
        .map(([name, group]) => {
          expire(group);
          const { createdAt, retentionDays, ring } = group;
          return { name, createdAt, retentionDays, storedCharacters: ring.size };
        })
        .sort((a, b) => (a.name < b.name ? -1 : 1)),
    events: (name) => {
      const group = groups.get(name);
      if (group) expire(group);
      return group?.ring.events();
    },
  };
}
