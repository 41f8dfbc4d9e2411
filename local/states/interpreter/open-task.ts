import type { TaskResource } from '../asl/task-resource.ts';
import { exceedsPayloadLimit } from '../data-limit.ts';
import type { ScheduledTask } from '../executions/frame-progress.ts';
import type { Note } from '../executions/journal.ts';
import type { Json, JsonObject } from '../json.ts';
import { Cancelled } from './cancellation.ts';
import type { Frame } from './frame.ts';
import { StatesError } from './states-error.ts';
import type { CallbackTask } from './task-tokens.ts';

/**
 * A task under way. Whatever comes first settles it: the answer, a callback, a failure, a time-out. The event of that
 * is on record before the caller goes on, so an acknowledged callback survives a crash.
 */
export class OpenTask implements CallbackTask {
  /** The task's result. Rejects with StatesError or Cancelled. */
  readonly outcome: Promise<Json>;
  readonly #frame: Frame;
  readonly #shown: { readonly resourceType: string; readonly resource: string };
  readonly #scheduled: ScheduledTask;
  readonly #resolve: (result: Json) => void;
  readonly #reject: (error: Error) => void;
  readonly #release: (() => void)[] = [];
  #cancelHeartbeat: () => void = () => undefined;
  #settled = false;

  constructor(frame: Frame, { resourceType, resource }: TaskResource, scheduled: ScheduledTask) {
    this.#frame = frame;
    this.#shown = { resourceType, resource };
    this.#scheduled = scheduled;
    const { promise, resolve, reject } = Promise.withResolvers<Json>();
    this.outcome = promise;
    this.#resolve = resolve;
    this.#reject = reject;
    // Nobody may be listening yet when a task ends at once.
    promise.catch(() => undefined);
    this.#watch();
  }

  get isOpen(): boolean {
    return !this.#settled;
  }

  succeed(result: Json): void {
    if (this.#settled) return;
    const output = JSON.stringify(result);
    if (exceedsPayloadLimit(output)) {
      this.fail(dataLimitExceeded(this.#shown.resourceType));
      return;
    }
    this.#settle(() => {
      this.#record('TaskSucceeded', { output });
      this.#resolve(result);
    });
  }

  /** The call was answered, the result comes later. */
  submit(answer: Json): void {
    if (this.#settled) return;
    try {
      this.#record('TaskSubmitted', { output: JSON.stringify(answer) });
    } catch (error) {
      // The event was one too many: the execution is over, and so is this task.
      if (!(error instanceof Cancelled)) throw error;
    }
  }

  fail(error: StatesError): void {
    if (this.#settled) return;
    this.#settle(() => {
      this.#record('TaskFailed', error.details);
      this.#reject(error);
    });
  }

  /** A sign of life. Without HeartbeatSeconds it does nothing. */
  beat(): void {
    const { heartbeatSeconds } = this.#scheduled;
    if (this.#settled || heartbeatSeconds === undefined) return;
    const beatAt = this.#frame.runtime.clock.now();
    this.#frame.note({ beatAt });
    this.#expectBeat(beatAt + 1000 * heartbeatSeconds);
  }

  /** Nothing settles it any more. */
  close(): void {
    this.#settled = true;
    this.#cancelHeartbeat();
    for (const release of this.#release) release();
  }

  #watch(): void {
    const { clock } = this.#frame.runtime;
    const { timeoutSeconds, heartbeatSeconds, scheduledAt, beatAt = scheduledAt } = this.#scheduled;
    if (timeoutSeconds !== undefined) {
      const timeOut = () => {
        this.#timeOut(new StatesError('States.Timeout', ''));
      };
      this.#release.push(clock.setTimer(timeOut, scheduledAt + 1000 * timeoutSeconds - clock.now()));
    }
    if (heartbeatSeconds !== undefined) this.#expectBeat(beatAt + 1000 * heartbeatSeconds);
    this.#release.push(
      this.#frame.cancellation.onCancel((reason) => {
        this.#reject(reason);
        this.close();
      }),
    );
  }

  #expectBeat(before: number): void {
    this.#cancelHeartbeat();
    const { clock } = this.#frame.runtime;
    this.#cancelHeartbeat = clock.setTimer(() => {
      this.#timeOut(new StatesError('States.Timeout', '', 'States.HeartbeatTimeout'));
    }, before - clock.now());
  }

  #timeOut(error: StatesError): void {
    if (this.#settled) return;
    this.#settle(() => {
      const note = error.alias === undefined ? {} : { alias: error.alias };
      this.#record('TaskTimedOut', error.details, note);
      this.#reject(error);
    });
  }

  /** Cancelled may come out of `act`, when the event it records is one too many: the frame is over then. */
  #settle(act: () => void): void {
    this.close();
    try {
      act();
    } catch (error) {
      this.#reject(error instanceof Error ? error : new Error(String(error)));
    }
  }

  #record(type: string, details: JsonObject, note: Note = {}): void {
    this.#frame.record(type, { ...this.#shown, ...details }, note);
  }
}

export function dataLimitExceeded(what: string): StatesError {
  return new StatesError(
    'States.DataLimitExceeded',
    `The state/task '${what}' returned a result with a size exceeding the maximum number of bytes service limit.`,
  );
}
