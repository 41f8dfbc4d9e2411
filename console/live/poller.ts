import type { Answer } from '../api/call.ts';
import type { Problem } from '../api/problem.ts';

/** What is known of an address. */
export interface Known {
  readonly body?: unknown;
  readonly etag?: string;
  /** Why the newest look showed nothing; what was seen before stays. */
  readonly problem?: Problem;
}

export interface PollerPorts {
  readonly read: (path: string, etag: string | undefined) => Promise<Answer>;
  /** Milliseconds. */
  readonly now: () => number;
  /** 0 <= x < 1 */
  readonly random: () => number;
  /** Calls back once, later. Answers with how to take that back. */
  readonly later: (callback: () => void, ms: number) => () => void;
  readonly isVisible: () => boolean;
  /** The token is not good any more: nothing is asked until `resume`. */
  readonly onSignedOut: () => void;
}

export interface Watch {
  /** How long what was read is good for, in milliseconds. */
  readonly pace: (body: unknown) => number;
  readonly tell: (known: Known) => void;
}

/** As many look at once: a page with a hundred of them does not make a hundred requests in one go. */
const MOST_AT_ONCE = 4;
const LONGEST_BACK_OFF_MS = 60_000;
/** What was not found, or may not be seen, is so for a while. */
const REFUSED_PACE_MS = 30_000;
/** Whoever goes back to a page sees what it showed. */
const MOST_KEPT = 60;

interface Entry {
  known: Known;
  readonly watches: Set<Watch>;
  dueAt: number;
  failures: number;
  /** When what is known was last found to be so. */
  readAt?: number;
  isAsking: boolean;
}

/**
 * The one thing that reads again and again, for all that is on the page: each address once however many look at it,
 * only while the page can be seen, with its ETag, at a pace that jitters and backs off.
 */
export class Poller {
  readonly #ports: PollerPorts;
  readonly #entries = new Map<string, Entry>();
  #cancel: (() => void) | undefined;
  #asking = 0;
  #isPaused = false;

  constructor(ports: PollerPorts) {
    this.#ports = ports;
  }

  /** Tells at once what is known, and from then on whatever changes. Answers with how to end that. */
  watch(path: string, watch: Watch): () => void {
    const entry = this.#entries.get(path) ?? newEntry();
    // Put last: the one that nobody has looked at for the longest goes first.
    this.#entries.delete(path);
    this.#entries.set(path, entry);
    if (entry.watches.size === 0) entry.dueAt = this.#ports.now();
    entry.watches.add(watch);
    watch.tell(entry.known);
    this.#plan();
    return () => {
      entry.watches.delete(watch);
      this.#forget();
    };
  }

  /** Of what is shown of an address. */
  etagOf(path: string): string | undefined {
    return this.#entries.get(path)?.known.etag;
  }

  /** What is watched below these paths is read at once, for something was done to it. */
  refresh(isMeant: (path: string) => boolean = () => true): void {
    for (const [path, entry] of this.#entries) if (isMeant(path)) entry.dueAt = this.#ports.now();
    this.#plan();
  }

  /** The page can be seen again, or there is a new token. */
  resume(): void {
    this.#isPaused = false;
    this.#plan();
  }

  #plan(): void {
    this.#cancel?.();
    this.#cancel = undefined;
    if (this.#isPaused || !this.#ports.isVisible()) return;
    const waiting = [...this.#entries].filter(([, entry]) => entry.watches.size > 0 && !entry.isAsking);
    const next = waiting.toSorted(([, one], [, other]) => one.dueAt - other.dueAt);
    for (const [path, entry] of next) {
      if (this.#asking >= MOST_AT_ONCE) return;
      const wait = entry.dueAt - this.#ports.now();
      if (wait > 0) {
        this.#cancel = this.#ports.later(() => {
          this.#plan();
        }, wait);
        return;
      }
      void this.#ask(path, entry);
    }
  }

  async #ask(path: string, entry: Entry): Promise<void> {
    entry.isAsking = true;
    // Until somebody asks for a newer look than the one that is under way.
    entry.dueAt = Infinity;
    this.#asking += 1;
    const answer = await this.#ports.read(path, entry.known.etag);
    this.#asking -= 1;
    entry.isAsking = false;
    this.#take(entry, answer);
    this.#plan();
  }

  #take(entry: Entry, answer: Answer): void {
    const { known } = entry;
    if (answer.kind === 'problem') this.#fail(entry, answer.problem);
    else {
      entry.failures = 0;
      entry.readAt = this.#ports.now();
      if (answer.kind === 'ok') entry.known = knownOf(answer.body, answer.etag);
      else if (known.problem) entry.known = knownOf(known.body, known.etag);
      this.#due(entry, paceOf(entry));
    }
    if (entry.known !== known) for (const { tell } of entry.watches) tell(entry.known);
  }

  #fail(entry: Entry, problem: Problem): void {
    const { readAt } = entry;
    entry.known = { ...entry.known, problem: { ...problem, ...(readAt !== undefined && { readAt }) } };
    if (problem.status === 401) {
      this.#isPaused = true;
      this.#due(entry, 0);
      this.#ports.onSignedOut();
      return;
    }
    const isRefused = problem.status >= 400 && problem.status < 500 && problem.status !== 429;
    entry.failures = isRefused ? 0 : entry.failures + 1;
    const backOff = Math.min(LONGEST_BACK_OFF_MS, paceOf(entry) * 2 ** entry.failures);
    const wait = isRefused ? REFUSED_PACE_MS : Math.max(backOff, (problem.retryAfter ?? 0) * 1_000);
    this.#due(entry, wait);
  }

  /** Up to a fifth later, never earlier: pages that were opened together drift apart. */
  #due(entry: Entry, ms: number): void {
    const { now, random } = this.#ports;
    entry.dueAt = Math.min(entry.dueAt, now() + ms * (1 + random() / 5));
  }

  #forget(): void {
    for (const [path, { watches }] of this.#entries) {
      if (this.#entries.size <= MOST_KEPT) return;
      if (watches.size === 0) this.#entries.delete(path);
    }
  }
}

const newEntry = (): Entry => ({ known: {}, watches: new Set(), dueAt: 0, failures: 0, isAsking: false });

function paceOf({ watches, known: { body } }: Entry): number {
  return Math.min(...[...watches].map(({ pace }) => pace(body)), LONGEST_BACK_OFF_MS);
}

function knownOf(body: unknown, etag: string | undefined): Known {
  return { body, ...(etag !== undefined && { etag }) };
}
