import { AwsError } from '../../../local/aws-endpoint/aws-error.ts';
import type { Resource } from '../../../local/cloud-assembly/resource.ts';
import type { Invocation } from '../../../local/lambda/invoker.ts';
import { aSqsWorld, queueClient, START, type SqsWorld } from './sqs-world.ts';

const ARN = 'arn:aws:sqs:eu-central-1:123456789012:orders';
const ok = (payload = 'null'): Invocation => ({ payload, requestId: '1' });

interface Event {
  readonly Records: readonly { readonly messageId: string; readonly body: string }[];
}

/** A queue `orders` (visibility 30 s, to `dead` after two receives) that feeds a function. */
async function aMappedQueue(
  mapping: Record<string, unknown>,
  answer: (event: Event, count: number) => Invocation | Promise<Invocation>,
) {
  const events: Event[] = [];
  world = await aSqsWorld({
    invoke: async (_name, payload) => {
      const event = JSON.parse(payload) as Event;
      events.push(event);
      return answer(event, events.length);
    },
  });
  world.sqs.provision([
    resource('AWS::SQS::Queue', 'orders', {
      QueueName: 'orders',
      VisibilityTimeout: 30,
      RedrivePolicy: { deadLetterTargetArn: ARN.replace('orders', 'dead'), maxReceiveCount: 2 },
    }),
    resource('AWS::Lambda::EventSourceMapping', 'mapping', {
      EventSourceArn: ARN,
      FunctionName: 'worker',
      ...mapping,
    }),
    resource('AWS::SQS::Queue', 'dead', { QueueName: 'dead' }),
  ]);
  const bodies = () => events.map(({ Records }) => Records.map(({ body }) => body));
  const client = (name: string) => queueClient(world, `${world.url}/123456789012/${name}`);
  return { events, bodies, orders: client('orders'), dead: client('dead') };
}

function resource(type: string, logicalId: string, properties: Record<string, unknown>): Resource {
  return { type, logicalId, physicalId: `http://127.0.0.1/123456789012/${logicalId}`, properties };
}

let world: SqsWorld;
afterEach(() => world.close());

/** Messages there, whether visible or not, once everything that was started has settled. */
async function left(queue: ReturnType<typeof queueClient>) {
  await world.clock.advance(0);
  const counts = await queue.attributes(
    'ApproximateNumberOfMessages',
    'ApproximateNumberOfMessagesNotVisible',
  );
  return (
    Number(counts['ApproximateNumberOfMessages']) + Number(counts['ApproximateNumberOfMessagesNotVisible'])
  );
}

describe('an event source mapping', () => {
  it('invokes the function with the event AWS sends, and deletes what it took', async () => {
    const { events, orders } = await aMappedQueue({}, () => ok());

    const { MessageId } = await orders.send('test', {
      MessageAttributes: { kind: { DataType: 'String', StringValue: 'new' } },
    });

    expect(await left(orders)).toBe(0);
    expect(events).toEqual([
      {
        Records: [
          {
            messageId: MessageId,
            receiptHandle: expect.any(String),
            body: 'test',
            attributes: {
              ApproximateReceiveCount: '1',
              SentTimestamp: String(START),
              SenderId: 'local:root',
              ApproximateFirstReceiveTimestamp: String(START),
            },
            messageAttributes: {
              kind: { stringValue: 'new', stringListValues: [], binaryListValues: [], dataType: 'String' },
            },
            md5OfMessageAttributes: expect.stringMatching(/^[0-9a-f]{32}$/),
            md5OfBody: '098f6bcd4621d373cade4e832627b4f6',
            eventSource: 'aws:sqs',
            eventSourceARN: ARN,
            awsRegion: 'eu-central-1',
          },
        ],
      },
    ]);
  });

  it('takes no more than the batch size', async () => {
    const { bodies, orders } = await aMappedQueue({ BatchSize: 2, MaximumBatchingWindowInSeconds: 5 }, () =>
      ok(),
    );

    for (const body of ['a', 'b', 'c']) await orders.send(body);
    await world.clock.advance(5_000);

    expect(bodies()).toEqual([['a', 'b'], ['c']]);
  });

  it('gathers for the batching window', async () => {
    const { bodies, orders } = await aMappedQueue(
      { BatchSize: 100, MaximumBatchingWindowInSeconds: 10 },
      () => ok(),
    );
    await orders.send('a');
    await world.clock.advance(9_000);
    await orders.send('b');

    const early = bodies();
    await world.clock.advance(1_000);

    expect(early).toEqual([]);
    expect(bodies()).toEqual([['a', 'b']]);
  });

  it('shows a failed batch again after the visibility timeout, then moves it to the dead-letter queue', async () => {
    const { bodies, orders, dead } = await aMappedQueue({}, () => ({
      payload: '{"errorType":"Error"}',
      functionError: 'Unhandled',
      requestId: '1',
    }));
    await orders.send('poison');
    const rounds: number[] = [];

    for (let round = 0; round < 3; round += 1) {
      await world.clock.advance(30_000);
      rounds.push(bodies().length);
    }

    expect(rounds).toEqual([2, 2, 2]);
    expect(await left(orders)).toBe(0);
    expect((await dead.receive()).map(({ Body }) => Body)).toEqual(['poison']);
  });

  it('keeps only the failed items of a partial answer', async () => {
    const { bodies, orders } = await aMappedQueue(
      { FunctionResponseTypes: ['ReportBatchItemFailures'], MaximumBatchingWindowInSeconds: 1 },
      ({ Records }, count) =>
        count > 1
          ? ok('{"batchItemFailures":[]}')
          : ok(JSON.stringify({ batchItemFailures: [{ itemIdentifier: Records[1]?.messageId }] })),
    );
    for (const body of ['a', 'b', 'c']) await orders.send(body);

    await world.clock.advance(1_000);
    const remaining = await left(orders);
    await world.clock.advance(60_000);

    expect(remaining).toBe(1);
    expect(bodies()).toEqual([['a', 'b', 'c'], ['b']]);
    expect(await left(orders)).toBe(0);
  });

  it('ignores a partial answer unless the mapping asks for it', async () => {
    const { orders } = await aMappedQueue({}, ({ Records }) =>
      ok(JSON.stringify({ batchItemFailures: [{ itemIdentifier: Records[0]?.messageId }] })),
    );

    await orders.send('a');

    expect(await left(orders)).toBe(0);
  });

  it('runs no more batches at once than the maximum concurrency', async () => {
    const release: (() => void)[] = [];
    const { bodies, orders } = await aMappedQueue(
      { BatchSize: 1, ScalingConfig: { MaximumConcurrency: 2 } },
      () =>
        new Promise<Invocation>((resolve) =>
          release.push(() => {
            resolve(ok());
          }),
        ),
    );
    for (const body of ['a', 'b', 'c']) await orders.send(body);

    await world.clock.advance(0);
    const atFirst = bodies().length;
    release[0]?.();
    await world.clock.advance(0);

    expect(atFirst).toBe(2);
    expect(bodies()).toEqual([['a'], ['b'], ['c']]);
  });

  it('tries a throttled invocation again before the messages show again', async () => {
    const { bodies, orders } = await aMappedQueue({}, (_event, count) => {
      if (count < 3) throw new AwsError('TooManyRequestsException', 'Rate Exceeded.', { statusCode: 429 });
      return ok();
    });
    await orders.send('a');

    await world.clock.advance(3_000);

    expect(bodies()).toEqual([['a'], ['a'], ['a']]);
    expect(await left(orders)).toBe(0);
  });

  it('goes on after a function that does not exist', async () => {
    const { bodies, orders } = await aMappedQueue({}, (_event, count) => {
      if (count === 1) throw new AwsError('ResourceNotFoundException', 'Function not found');
      return ok();
    });
    await orders.send('a');

    await world.clock.advance(30_000);

    expect(bodies()).toEqual([['a'], ['a']]);
    expect(world.log[0]).toMatch(/worker did not take 1 messages of orders: .*Function not found/);
  });

  it('does nothing when it is not enabled', async () => {
    const { events, orders } = await aMappedQueue({ Enabled: false }, () => ok());

    await orders.send('a');

    expect(await left(orders)).toBe(1);
    expect(events).toEqual([]);
  });

  it.each([
    [{ FilterCriteria: { Filters: [] } }, /FilterCriteria/],
    [{ BatchSize: 11 }, /MaximumBatchingWindowInSeconds/],
    [{ EventSourceArn: 'arn:aws:dynamodb:x:123456789012:table/t/stream/1' }, /only standard SQS queues/],
    [{ EventSourceArn: `${ARN}.fifo` }, /only standard SQS queues/],
    [{ ScalingConfig: { MaximumConcurrency: 1 } }, /ScalingConfig.MaximumConcurrency/],
  ])('is refused with %j', async (mapping, reason) => {
    world = await aSqsWorld();
    const properties = { EventSourceArn: ARN, FunctionName: 'worker', ...mapping };

    const provision = () => {
      world.sqs.provision([resource('AWS::Lambda::EventSourceMapping', 'mapping', properties)]);
    };

    expect(provision).toThrow(reason);
  });
});
