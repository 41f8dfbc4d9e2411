import type { Clock } from '../../clock/clock.ts';
import type { RunningPool } from '../pool/user-pool.ts';

export interface OperationContext {
  readonly clock: Clock;
  /** Throws AwsError ResourceNotFoundException. */
  readonly pool: (id: string) => RunningPool;
  /** The pool of a client. Throws likewise. */
  readonly poolOfClient: (clientId: string) => RunningPool;
}

export type Operation = (
  input: Readonly<Record<string, unknown>>,
  context: OperationContext,
) => Promise<object> | object;
