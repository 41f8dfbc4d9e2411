/**
 * What a call can be made to suffer.
 * - throttle: refused as over the limit, no effect. - error: 500, no effect. - deny: refused by IAM, no effect.
 * - timeout: no effect and never an answer. - kill-after: the effect happens, then the connection is reset.
 * - hang-after: the effect happens, and the answer never comes.
 */
export type FaultKind = 'throttle' | 'error' | 'deny' | 'timeout' | 'kill-after' | 'hang-after';

export interface Fault {
  /** IAM prefix of the service: dynamodb, s3, cloudwatch, lambda, states... */
  readonly service: string;
  /** API operation, e.g. PutItem, or `*`. */
  readonly operation: string;
  /** Name or ARN of what the call is about; any when absent. */
  readonly resource?: string;
  readonly kind: FaultKind;
  /** How many calls it hits before it is over. */
  readonly times: number;
}

export interface Faults {
  /** Returns the fault's id. */
  inject(fault: Fault): string;
  /** Those with hits left, oldest first. */
  list(): readonly (Fault & { readonly id: string; readonly hits: number })[];
  clear(): void;
}
