import { createEndpoint } from '../../../local/aws-endpoint/endpoint.ts';
import { openGatekeeper } from '../../../local/aws-endpoint/open-gatekeeper.ts';
import type { MovableClock } from '../../../local/clock/clock.ts';
import { createMovableClock } from '../../../local/clock/movable-clock.ts';
import type { Invocation } from '../../../local/lambda/invoker.ts';
import type { QueueDepth } from '../../../local/sqs/depth.ts';
import { createSqs } from '../../../local/sqs/sqs.ts';
import type { Sqs } from '../../../local/sqs/sqs-api.ts';
import { awsJsonClient, type AwsJsonClient } from '../../support/aws-json-client.ts';
import { serve } from '../../support/serve.ts';

export const ENVIRONMENT = { account: '123456789012', region: 'eu-central-1' };
export const START = Date.UTC(2026, 0, 1);

export interface SqsWorld {
  readonly clock: MovableClock;
  readonly sqs: Sqs;
  readonly call: AwsJsonClient;
  readonly url: string;
  readonly log: string[];
  close(): Promise<void>;
}

export interface SqsWorldOptions {
  readonly stateDir?: string;
  readonly invoke?: (functionName: string, payload: string) => Promise<Invocation>;
  readonly startAt?: number;
  readonly onDepth?: (depth: QueueDepth) => void;
}

export async function aSqsWorld({
  stateDir,
  invoke,
  startAt = START,
  onDepth,
}: SqsWorldOptions = {}): Promise<SqsWorld> {
  const clock = createMovableClock({ running: false, startAt });
  const log: string[] = [];
  let url = '';
  const sqs = createSqs({
    clock,
    environment: ENVIRONMENT,
    endpoint: () => url,
    invoker: { invoke: invoke ?? (() => Promise.reject(new Error('no function here'))) },
    log: (line) => log.push(line),
    ...(stateDir !== undefined && { stateDir }),
    ...(onDepth && { onDepth }),
  });
  const served = await serve(
    createEndpoint({ jsonServices: [sqs.service], restServices: [], gatekeeper: openGatekeeper }),
  );
  url = served.url;
  return {
    clock,
    sqs,
    call: awsJsonClient(url, { targetPrefix: 'AmazonSQS', protocol: 'json-1.0' }),
    url,
    log,
    close: async () => {
      await sqs.close();
      await served.close();
    },
  };
}

export interface Received {
  readonly MessageId: string;
  readonly ReceiptHandle: string;
  readonly Body: string;
  readonly MD5OfBody: string;
  readonly MD5OfMessageAttributes?: string;
  readonly Attributes?: Record<string, string>;
  readonly MessageAttributes?: Record<string, unknown>;
}

/** One queue and what a test does with it. */
export function queueClient({ call }: SqsWorld, QueueUrl: string) {
  return {
    QueueUrl,
    send: (MessageBody: string, more: object = {}) =>
      call<{ MessageId: string }>('SendMessage', { QueueUrl, MessageBody, ...more }),
    receive: async (more: object = {}) => {
      const answer = await call<{ Messages?: Received[] }>('ReceiveMessage', { QueueUrl, ...more });
      return answer.Messages ?? [];
    },
    remove: (ReceiptHandle: string) => call('DeleteMessage', { QueueUrl, ReceiptHandle }),
    attributes: async (...AttributeNames: string[]) => {
      const answer = await call<{ Attributes?: Record<string, string> }>('GetQueueAttributes', {
        QueueUrl,
        AttributeNames,
      });
      return answer.Attributes ?? {};
    },
  };
}

export async function aQueue(world: SqsWorld, QueueName: string, Attributes: Record<string, string> = {}) {
  const { QueueUrl } = await world.call<{ QueueUrl: string }>('CreateQueue', { QueueName, Attributes });
  return queueClient(world, QueueUrl);
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
