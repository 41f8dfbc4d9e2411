import type { FaultHooks } from '../aws-endpoint/fault.ts';

interface RestCall {
  readonly operation: string;
  readonly resource: string;
}

/** Told of each call: its operation, such as `PutObject`. */
export type RestCallObserver = (operation: string) => void;

/** The faults of a service that speaks REST, in the shape that S3 and Lambda ask for them. */
export function callHooks(service: string, faults: FaultHooks, observe?: RestCallObserver) {
  const nameOf = ({ operation, resource }: RestCall) => ({ service, operation, resources: [resource] });
  return {
    beforeCall: (call: RestCall) => {
      observe?.(call.operation);
      return faults.before(nameOf(call));
    },
    afterCall: (call: RestCall) => faults.after(nameOf(call)),
  };
}
