import { AwsError } from './aws-error.ts';
import type { CallName, Fault, FaultHooks, FaultKind, Faults, InjectedFault } from './fault.ts';

const BEFORE = new Set<FaultKind>(['throttle', 'error', 'deny', 'timeout']);
const AFTER = new Set<FaultKind>(['kill-after', 'hang-after']);

export function createFaults(): Faults & FaultHooks {
  let faults: readonly InjectedFault[] = [];
  let count = 0;

  /** The oldest fault that fits, with this hit taken off it. */
  const hit = (call: CallName, kinds: ReadonlySet<FaultKind>): InjectedFault | undefined => {
    const found = faults.find((fault) => kinds.has(fault.kind) && fits(fault, call));
    if (!found) return undefined;
    const after = { ...found, hits: found.hits + 1 };
    faults = faults
      .map((fault) => (fault === found ? after : fault))
      .filter(({ hits, times }) => hits < times);
    return found;
  };
  return {
    inject: (fault) => {
      count += 1;
      const id = `fault-${count}`;
      faults = [...faults, { ...fault, id, hits: 0 }];
      return id;
    },
    list: () => faults,
    clear: () => {
      faults = [];
    },
    before: async (call) => {
      const fault = faults.length === 0 ? undefined : hit(call, BEFORE);
      if (fault?.kind === 'timeout') await never();
      if (fault) throw refusal(fault, call);
    },
    after: async (call) => {
      const fault = faults.length === 0 ? undefined : hit(call, AFTER);
      if (fault?.kind === 'hang-after') await never();
      return fault && 'reset';
    },
  };
}

const never = (): Promise<never> => new Promise(() => undefined);

function fits({ service, operation, resource, caller }: Fault, call: CallName): boolean {
  if (service !== call.service || (operation !== '*' && operation !== call.operation)) return false;
  if (caller !== undefined && call.caller?.includes(caller) !== true) return false;
  return resource === undefined || call.resources.some((arn) => isOrNames(arn, resource));
}

/** `table/a` and `a` name `arn:aws:dynamodb:us-east-1:000000000000:table/a`; so does the ARN. */
function isOrNames(arn: string, resource: string): boolean {
  return arn === resource || arn.endsWith(`/${resource}`) || arn.endsWith(`:${resource}`);
}

interface Refusal {
  readonly code: string;
  readonly statusCode: number;
}

/** What the services themselves answer; SDKs know by these names what to try again. */
const THROTTLED: Readonly<Record<string, Refusal>> = {
  dynamodb: { code: 'ProvisionedThroughputExceededException', statusCode: 400 },
  lambda: { code: 'TooManyRequestsException', statusCode: 429 },
  s3: { code: 'SlowDown', statusCode: 503 },
  sqs: { code: 'RequestThrottled', statusCode: 403 },
};
const FAILED: Readonly<Record<string, Refusal>> = {
  cloudwatch: { code: 'InternalServiceFault', statusCode: 500 },
  dynamodb: { code: 'InternalServerError', statusCode: 500 },
  lambda: { code: 'ServiceException', statusCode: 500 },
  s3: { code: 'InternalError', statusCode: 500 },
};
const DENIED: Readonly<Record<string, Refusal>> = {
  lambda: { code: 'AccessDeniedException', statusCode: 403 },
  s3: { code: 'AccessDenied', statusCode: 403 },
};

function refusal(fault: InjectedFault, { service, operation, resources }: CallName): AwsError {
  const { code, statusCode } = usual(fault.kind, service);
  const message = `${service}:${operation} on ${resources.join(', ') || '*'} was made to fail (${fault.kind}, ${fault.id})`;
  return new AwsError(fault.code ?? code, message, { statusCode });
}

function usual(kind: FaultKind, service: string): Refusal {
  if (kind === 'throttle') return THROTTLED[service] ?? { code: 'ThrottlingException', statusCode: 400 };
  if (kind === 'deny') return DENIED[service] ?? { code: 'AccessDeniedException', statusCode: 400 };
  return FAILED[service] ?? { code: 'InternalFailure', statusCode: 500 };
}
