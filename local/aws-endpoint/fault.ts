/**
 * What a call can be made to suffer.
 * - throttle: refused as over the limit, no effect. - error: 500, no effect. - deny: refused by IAM, no effect.
 * - timeout: no effect and never an answer. - kill-after: the effect happens, then the connection is reset.
 * - hang-after: the effect happens, and the answer never comes.
 */
export const FAULT_KINDS = ['throttle', 'error', 'deny', 'timeout', 'kill-after', 'hang-after'] as const;

export type FaultKind = (typeof FAULT_KINDS)[number];

export interface Fault {
  /** IAM prefix of the service: dynamodb, s3, cloudwatch, lambda, states... */
  readonly service: string;
  /** API operation, e.g. PutItem, or `*`. */
  readonly operation: string;
  /** Name or ARN of what the call is about; any when absent. */
  readonly resource?: string;
  /** Part of the caller's ARN, e.g. the name of a function's role; any caller when absent. Not for S3. */
  readonly caller?: string;
  readonly kind: FaultKind;
  /** How many calls it hits before it is over. */
  readonly times: number;
  /** The error's name instead of the service's usual one, for throttle, error and deny. */
  readonly code?: string;
}

export interface InjectedFault extends Fault {
  readonly id: string;
  /** How many calls it has hit. */
  readonly hits: number;
}

export interface Faults {
  /** Returns the fault's id. Of several that fit a call, the oldest hits it. */
  inject(fault: Fault): string;
  /** Those with hits left, oldest first. */
  list(): readonly InjectedFault[];
  clear(): void;
}

/** A call, as faults are aimed at it. */
export interface CallName {
  /** IAM prefix. */
  readonly service: string;
  readonly operation: string;
  /** ARNs of what it is about. */
  readonly resources: readonly string[];
  /** ARN of who calls, where it is known. */
  readonly caller?: string;
}

/** Asked by every service around every call. */
export interface FaultHooks {
  /** Nothing of the call has happened. Throws an AwsError to refuse it, or never settles. */
  before(call: CallName): Promise<void>;
  /** It has happened and the caller does not know. `reset` breaks the connection; or it never settles. */
  after(call: CallName): Promise<'reset' | undefined>;
}
