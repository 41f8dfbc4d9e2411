import type { Json, JsonObject } from '../json.ts';

/** How far a group of states has come, as far as its journal tells. */
export interface FrameProgress {
  lastEventId: number;
  variables: JsonObject;
  /** The state it is in; absent before the first and after an exit. */
  visit?: VisitProgress;
  /** It left a state for `next`, or for good when that is null. */
  exit?: { readonly next: string | null; readonly output: Json };
  /** The success of its iteration is in the history. */
  counted: boolean;
}

export interface VisitProgress {
  readonly state: string;
  readonly input: Json;
  readonly enteredEventId: number;
  readonly enteredAt: number;
  retryCount: number;
  /** Retries made by each retrier. */
  counters: readonly number[] | undefined;
  attempt: AttemptProgress;
}

/** What one attempt at a state has done already. */
export interface AttemptProgress {
  waitUntil?: number;
  /** The attempt before failed; this one begins then. */
  retryAt?: number;
  scheduled?: ScheduledTask;
  /** The task's result. */
  result?: { readonly value: Json };
  failure?: { readonly error?: string; readonly cause?: string; readonly alias?: string };
  /** The input of a Parallel's branches. */
  argument?: { readonly value: Json };
  map?: { readonly items: readonly Json[]; readonly concurrency: number; readonly startedEventId: number };
  /** The success of a Parallel or Map is in the history. */
  succeeded?: boolean;
}

/** A task whose call is, or may be, under way. */
export interface ScheduledTask {
  readonly arguments: Json;
  readonly timeoutSeconds: number | undefined;
  readonly heartbeatSeconds: number | undefined;
  readonly token: string | undefined;
  /** Time-outs count from here. Milliseconds since the epoch. */
  readonly scheduledAt: number;
  /** The last heartbeat. */
  beatAt?: number;
  /** The call was answered; the result is still to come. */
  submitted?: { readonly answer: Json };
}
