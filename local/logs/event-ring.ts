import type { LogEvent } from './log-event.ts';

/** A kept event and its place in its group: counted from 0, never used twice. */
export interface StoredEvent extends LogEvent {
  readonly sequence: number;
}

export interface RingBounds {
  readonly events: number;
  readonly characters: number;
}

/** CloudWatch Logs keeps 26 bytes of its own with every event ("PutLogEvents"). */
const EVENT_OVERHEAD = 26;
const COMPACT_AFTER = 1_024;

/** The newest events of one log group. Those that fall out at the old end are gone. */
export class EventRing {
  readonly #bounds: RingBounds;
  #events: StoredEvent[] = [];
  #start = 0;
  #next = 0;
  #size = 0;

  constructor(bounds: RingBounds) {
    this.#bounds = bounds;
  }

  /** Characters held, counted as CloudWatch counts bytes. */
  get size(): number {
    return this.#size;
  }

  push(event: LogEvent): void {
    this.#events.push({ ...event, sequence: this.#next });
    this.#next += 1;
    this.#size += event.message.length + EVENT_OVERHEAD;
    while (this.#count() > this.#bounds.events || this.#size > this.#bounds.characters) this.#drop();
  }

  dropBefore(timestamp: number): void {
    for (let first = this.#events[this.#start]; first && first.timestamp < timestamp;) {
      this.#drop();
      first = this.#events[this.#start];
    }
  }

  /** Oldest first. */
  events(): readonly StoredEvent[] {
    return this.#events.slice(this.#start);
  }

  #count(): number {
    return this.#events.length - this.#start;
  }

  #drop(): void {
    const first = this.#events[this.#start];
    this.#size -= (first?.message.length ?? 0) + EVENT_OVERHEAD;
    this.#start += 1;
    if (this.#start < COMPACT_AFTER || this.#start < this.#events.length / 2) return;
    this.#events = this.#events.slice(this.#start);
    this.#start = 0;
  }
}
