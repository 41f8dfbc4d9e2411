import type { Clock } from '../../clock/clock.ts';
import { Cancellation, Cancelled } from '../interpreter/cancellation.ts';
import type { Json, JsonObject } from '../json.ts';
import type { ExecutionEnd, ExecutionStart, ExecutionStatus, MachineRevision } from './execution-record.ts';
import { HISTORY_LIMIT, type HistoryEvent } from './history-event.ts';
import type { Journal, Note } from './journal.ts';

export interface ExecutionParts {
  readonly start: ExecutionStart;
  readonly machine: MachineRevision;
  readonly clock: Clock;
  readonly journal: Journal;
  /** Told once, right after the end is on record. */
  readonly onEnd: (execution: Execution) => void;
}

/** An event to record; `frame` and `note` are for the journal only. */
export interface Entry {
  readonly type: string;
  readonly previousEventId: number;
  readonly details?: JsonObject;
  readonly frame: string;
  readonly note?: Note;
}

/** One execution: its history and how it ended. Every change is in the journal before anyone can see it. */
export class Execution {
  readonly start: ExecutionStart;
  readonly machine: MachineRevision;
  /** Cancels every state that runs. */
  readonly cancellation = new Cancellation();
  readonly #parts: ExecutionParts;
  readonly #events: HistoryEvent[];
  #end: ExecutionEnd | undefined;
  #input: Json | undefined;

  constructor(
    parts: ExecutionParts,
    past: { events: readonly HistoryEvent[]; end?: ExecutionEnd | undefined },
  ) {
    this.start = parts.start;
    this.machine = parts.machine;
    this.#parts = parts;
    this.#events = [...past.events];
    this.#end = past.end;
  }

  get input(): Json {
    return (this.#input ??= JSON.parse(this.start.input) as Json);
  }

  get events(): readonly HistoryEvent[] {
    return this.#events;
  }

  get end(): ExecutionEnd | undefined {
    return this.#end;
  }

  get status(): ExecutionStatus {
    return this.#end?.status ?? 'RUNNING';
  }

  /** Returns the event's id. Throws Cancelled when the execution is over, also by this event being one too many. */
  record(entry: Entry): number {
    this.#refuseWhenOver();
    if (this.#events.length >= HISTORY_LIMIT - 1) {
      const cause = `The execution reached the maximum number of history events (${HISTORY_LIMIT}).`;
      this.finish('FAILED', { error: 'States.Runtime', cause }, entry.previousEventId);
      this.#refuseWhenOver();
    }
    const event = this.#nextEvent(entry);
    const { frame, note } = entry;
    this.#parts.journal.append({ event, frame, ...(note && { note }) });
    this.#events.push(event);
    return event.id;
  }

  /** Puts something beside the history. */
  note(frame: string, note: Note): void {
    this.#refuseWhenOver();
    this.#parts.journal.append({ frame, note });
  }

  /** Ends the execution, unless it has ended. */
  finish(
    status: ExecutionEnd['status'],
    outcome: Pick<ExecutionEnd, 'output' | 'error' | 'cause'>,
    previousEventId = 0,
  ): void {
    if (this.#end) return;
    const event = this.#nextEvent({ type: END_EVENTS[status], previousEventId, details: { ...outcome } });
    const end = { status, stopDate: event.timestamp, ...outcome };
    this.#parts.journal.append({ event, end });
    this.#events.push(event);
    this.#end = end;
    this.cancellation.cancel(new Cancelled(`The execution is ${status}`));
    this.#parts.onEnd(this);
  }

  /** The end was told to whoever listens to status changes. */
  markTold(status: ExecutionStatus): void {
    this.#parts.journal.append({ told: status });
  }

  forget(): void {
    this.#parts.journal.remove();
  }

  #nextEvent({ type, previousEventId, details }: Omit<Entry, 'frame'>): HistoryEvent {
    return {
      id: this.#events.length + 1,
      previousEventId,
      timestamp: this.#parts.clock.now(),
      type,
      ...(details && { details }),
    };
  }

  #refuseWhenOver(): void {
    this.cancellation.throwIfCancelled();
  }
}

const END_EVENTS: Readonly<Record<ExecutionEnd['status'], string>> = {
  SUCCEEDED: 'ExecutionSucceeded',
  FAILED: 'ExecutionFailed',
  TIMED_OUT: 'ExecutionTimedOut',
  ABORTED: 'ExecutionAborted',
};
