import { AwsError } from '../../../local/aws-endpoint/aws-error.ts';
import { createEndpoint } from '../../../local/aws-endpoint/endpoint.ts';
import { openGatekeeper } from '../../../local/aws-endpoint/open-gatekeeper.ts';
import type { MovableClock } from '../../../local/clock/clock.ts';
import { createMovableClock } from '../../../local/clock/movable-clock.ts';
import type { Resource } from '../../../local/cloud-assembly/resource.ts';
import { createEventBridge } from '../../../local/events/event-bridge.ts';
import type { EventBridge, StartExecution, TargetAccess } from '../../../local/events/event-bridge-api.ts';
import type { ServiceMessage } from '../../../local/sqs/sqs-api.ts';
import { awsJsonClient, type AwsJsonClient } from '../../support/aws-json-client.ts';
import { serve } from '../../support/serve.ts';

export const ENVIRONMENT = { account: '123456789012', region: 'eu-central-1' };
export const START = Date.UTC(2026, 0, 1);
export const FUNCTION = 'arn:aws:lambda:eu-central-1:123456789012:function:worker';
export const MACHINE = 'arn:aws:states:eu-central-1:123456789012:stateMachine:approve';
export const QUEUE = 'arn:aws:sqs:eu-central-1:123456789012:audit';
export const DEAD = 'arn:aws:sqs:eu-central-1:123456789012:dead';
export const ROLE = 'arn:aws:iam::123456789012:role/events';

export interface EventsWorld {
  readonly clock: MovableClock;
  readonly events: EventBridge;
  readonly call: AwsJsonClient;
  /** What targets were given, in order. */
  readonly invoked: { readonly functionArn: string; readonly input: unknown; readonly at: number }[];
  readonly queued: (ServiceMessage & { readonly queueArn: string })[];
  readonly started: Parameters<StartExecution>[0][];
  readonly log: string[];
  /** Makes the next calls of a target fail: thrown before anything happens. */
  readonly failures: AwsError[];
  /** Who was let in, and ARNs of those that let nobody in. */
  readonly asked: TargetAccess[];
  readonly denied: string[];
  close(): Promise<void>;
}

export async function anEventsWorld({
  stateDir,
  startAt = START,
}: { stateDir?: string; startAt?: number } = {}) {
  const clock = createMovableClock({ running: false, startAt });
  const world: Omit<EventsWorld, 'clock' | 'events' | 'call' | 'close'> = {
    ...{ invoked: [], queued: [], started: [], log: [] },
    ...{ failures: [], asked: [], denied: [] },
  };
  const failOnce = () => {
    const failure = world.failures.shift();
    if (failure) throw failure;
  };
  const events = createEventBridge({
    clock,
    environment: ENVIRONMENT,
    lambda: {
      invokeAsync: (functionArn, payload) => {
        failOnce();
        world.invoked.push({ functionArn, input: JSON.parse(payload), at: clock.now() });
        return { requestId: '1' };
      },
    },
    queues: {
      send: (queueArn, message) => {
        if (queueArn !== DEAD) failOnce();
        world.queued.push({ queueArn, ...message });
      },
    },
    startExecution: async (request) => {
      await Promise.resolve();
      failOnce();
      world.started.push(request);
    },
    authorize: (access) => {
      if (world.denied.includes(access.targetArn)) throw denied(access.targetArn);
      world.asked.push(access);
    },
    log: (line) => world.log.push(line),
    ...(stateDir !== undefined && { stateDir }),
  });
  const served = await serve(
    createEndpoint({ jsonServices: [events.service], restServices: [], gatekeeper: openGatekeeper }),
  );
  const call = awsJsonClient(served.url, { targetPrefix: 'AWSEvents', protocol: 'json-1.1' });
  const close = async () => {
    await events.close();
    await served.close();
  };
  return { ...world, clock, events, call, close } satisfies EventsWorld;
}

export function aRule(logicalId: string, properties: Record<string, unknown>): Resource {
  return { logicalId, type: 'AWS::Events::Rule', physicalId: logicalId, properties };
}

/** An entry for PutEvents. */
export function anEntry(detail: unknown = {}, more: object = {}) {
  return { Source: 'shop', DetailType: 'Order', Detail: JSON.stringify(detail), ...more };
}

/** A rule by the API, for events of source `shop`, with these targets. */
export async function putRule(world: EventsWorld, Name: string, Targets: object[], rule: object = {}) {
  await world.call('PutRule', { Name, EventPattern: '{"source":["shop"]}', ...rule });
  await world.call('PutTargets', { Rule: Name, Targets });
}

/** Text that stands for a failed call: `Code: message`. */
export async function failure(call: Promise<unknown>): Promise<string> {
  try {
    await call;
    return 'no failure';
  } catch (error) {
    return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  }
}

function denied(arn: string): AwsError {
  return new AwsError('AccessDeniedException', `Nobody may call ${arn}`);
}

export function unavailable(): AwsError {
  return new AwsError('ServiceUnavailableException', 'Try later', { statusCode: 503 });
}
