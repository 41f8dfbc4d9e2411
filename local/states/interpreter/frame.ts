import type { State, StateGroup } from '../asl/definition.ts';
import type { Execution } from '../executions/execution.ts';
import type { FrameProgress } from '../executions/frame-progress.ts';
import type { Note } from '../executions/journal.ts';
import type { Json, JsonObject } from '../json.ts';
import { Cancellation } from './cancellation.ts';
import type { Runtime } from './runtime.ts';
import { Variables } from './variables.ts';

/** Which item a Map's iteration is about. */
export interface MapItem {
  readonly Index: number;
  readonly Value: Json;
}

interface FrameParts {
  readonly runtime: Runtime;
  readonly execution: Execution;
  readonly group: StateGroup;
  readonly path: string;
  readonly parent?: Frame;
  readonly mapItem?: MapItem | undefined;
}

/** A group of states in progress: the machine itself, a branch, or an iteration. */
export class Frame {
  readonly runtime: Runtime;
  readonly execution: Execution;
  readonly group: StateGroup;
  readonly path: string;
  readonly mapItem: MapItem | undefined;
  readonly cancellation: Cancellation;
  readonly variables: Variables;
  readonly children = new Set<Frame>();
  /** What the next event follows. */
  lastEventId: number;
  /** The state that the frame is in. */
  current: State | undefined;

  constructor({ runtime, execution, group, path, parent, mapItem }: FrameParts) {
    this.runtime = runtime;
    this.execution = execution;
    this.group = group;
    this.path = path;
    this.mapItem = mapItem ?? parent?.mapItem;
    this.cancellation = new Cancellation(parent?.cancellation ?? execution.cancellation);
    this.variables = new Variables(parent?.variables);
    this.lastEventId = parent?.lastEventId ?? 0;
  }

  /** A branch or an iteration of the state that this frame is in. Release it when done. */
  child(index: number, group: StateGroup, mapItem?: MapItem): Frame {
    const { runtime, execution } = this;
    const child = new Frame({
      runtime,
      execution,
      group,
      path: `${this.path}/${index}`,
      parent: this,
      mapItem,
    });
    this.children.add(child);
    return child;
  }

  release(child: Frame): void {
    this.children.delete(child);
    child.cancellation.release();
  }

  /** How far the frame had come when the process ended; asked once. */
  takeProgress(): FrameProgress | undefined {
    return this.runtime.takeProgress(this.execution, this.path);
  }

  /** Returns the event's id. Throws Cancelled when the execution or this frame is over. */
  record(type: string, details?: JsonObject, note?: Note): number {
    this.cancellation.throwIfCancelled();
    this.lastEventId = this.execution.record({
      type,
      previousEventId: this.lastEventId,
      frame: this.path,
      ...(details && { details }),
      ...(note && { note }),
    });
    return this.lastEventId;
  }

  note(note: Note): void {
    this.cancellation.throwIfCancelled();
    this.execution.note(this.path, note);
  }
}
