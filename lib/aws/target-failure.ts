import {
  TargetBusyError,
  TargetDeniedError,
  TargetRefusedError,
  TargetUnavailableError,
} from '../targets/errors.ts';
import { StoreDeniedError, StoreUnavailableError } from '../shared/store-errors.ts';
import { asStoreError } from './store-failure.ts';

/**
 * `InvalidDBInstanceState`, `InvalidDBProxyStateFault`, `InvalidCacheClusterState`...: it is being restarted or changed,
 * perhaps by us a moment ago. Not `ServiceNotActiveException` of ECS: a service that was deleted, and stays so.
 */
const BUSY = /^Invalid\w+State(Fault|Exception)?$/;

/** `Throttling`, `ThrottlingException`, `RequestLimitExceeded`... as the services spell it. */
const THROTTLED = /Throttl|RequestLimitExceeded|TooManyRequests/;

/** What the SDK threw, after its own retries, as one of the errors of targets; faults of ours stay as they are. */
export function asTargetError(target: string, error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const said = `${error.name}: ${error.message}`;
  const cause = asStoreError(target, error);
  if (cause instanceof StoreDeniedError) return new TargetDeniedError(target, said, error);
  if (cause instanceof StoreUnavailableError || THROTTLED.test(error.name))
    return new TargetUnavailableError(target, said, error);
  if (BUSY.test(error.name)) return new TargetBusyError(target, said, error);
  if (error instanceof TypeError || '$fault' in error) return new TargetRefusedError(target, said, error);
  return error;
}
