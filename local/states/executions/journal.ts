import type { Json } from '../json.ts';
import type { ExecutionEnd, ExecutionStart, ExecutionStatus } from './execution-record.ts';
import type { HistoryEvent } from './history-event.ts';

/** What resuming an execution needs beyond its history. */
export interface Note {
  /** With a state's exit: the state that follows, null at the end of its group. */
  readonly next?: string | null;
  readonly waitUntil?: number;
  /** With a task's scheduling. */
  readonly token?: string;
  /** A heartbeat came. */
  readonly beatAt?: number;
  /** With a task's time-out: a further name of its error. */
  readonly alias?: string;
  /** The attempt failed and there will be another: retries made in all, and by each retrier. */
  readonly retry?: { readonly at: number; readonly count: number; readonly counters: readonly number[] };
  /** With the start of a Parallel: the input of its branches. */
  readonly argument?: Json;
  /** With the start of a Map. */
  readonly items?: readonly Json[];
  readonly concurrency?: number;
}

/**
 * One line of an execution's journal. `frame` says which group of states it is about: '' the machine itself, `/0` the
 * first branch or iteration of the state that the machine is in, `/0/2` the third one inside that.
 */
export interface JournalLine {
  /** In the first line. */
  readonly start?: ExecutionStart;
  readonly event?: HistoryEvent;
  readonly frame?: string;
  readonly note?: Note;
  readonly end?: ExecutionEnd;
  /** The end was told to whoever listens to status changes. */
  readonly told?: ExecutionStatus;
}

/** Where an execution writes what it must not forget. */
export interface Journal {
  append(line: JournalLine): void;
  /** The execution is forgotten. */
  remove(): void;
}

/** For executions that may be forgotten with the process. */
export const noJournal: Journal = { append: () => undefined, remove: () => undefined };
