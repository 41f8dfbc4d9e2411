import type { TargetOperation } from '../contracts/target-operation.ts';
import type { JsonObject } from '../contracts/targets.ts';
import type { Served } from '../contracts/target-names.ts';

export type ObservedValue = string | number | boolean | null;

/** What is known of a target, from whoever runs it. */
export interface Observation {
  /** Null when nothing says whether it is well. */
  readonly healthy: boolean | null;
  /** Such as `replicas`. */
  readonly values: Readonly<Record<string, ObservedValue>>;
  readonly text: string;
}

/** The operation as it is carried out: replicas within the target's bounds, a rate beside a bypass. */
export type BoundedOperation = TargetOperation & { readonly maxRequestsPerSecond?: number };

/** What an operation is done under. */
export interface Effect {
  /** The same in each try. */
  readonly id: string;
  /** Milliseconds since the epoch: nothing of it is begun or waited for later. */
  readonly until: number;
  /** Awaited right before each message that could change something. It throws where that must not be sent any more. */
  readonly confirm: () => Promise<void>;
}

/** One way to reach one target. All of it throws a TargetError. */
export interface TargetAdapter {
  readonly kind: 'webhook' | 'kubernetes' | 'aws';
  serves(what: Served): boolean;
  /** Changes nothing, and needs no credential that could. Answers or throws within LOOK_MS. */
  observe(): Promise<Observation>;
  /** For a plan, so that what can never be done is read there. @throws TargetRefusedError */
  verify?(operation: BoundedOperation): Promise<void>;
  /** The request as it would be sent, without its secrets. Asks nobody. */
  describe(operation: BoundedOperation): JsonObject;
  /**
   * Acts. The same effect id again has no second effect, as far as the other side can tell.
   * @returns what was done, for people
   */
  apply(operation: BoundedOperation, effect: Effect): Promise<string>;
}
