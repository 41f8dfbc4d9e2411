import { aQueue, aSqsWorld, failure, START, type SqsWorld } from './sqs-world.ts';

let world: SqsWorld;
beforeEach(async () => {
  world = await aSqsWorld();
});
afterEach(() => world.close());

describe('queues', () => {
  it('have a URL of endpoint, account and name', async () => {
    const { QueueUrl } = await aQueue(world, 'orders');

    const found = await world.call('GetQueueUrl', { QueueName: 'orders' });

    expect(QueueUrl).toBe(`${world.url}/123456789012/orders`);
    expect(found).toEqual({ QueueUrl });
  });

  it('show their attributes', async () => {
    const queue = await aQueue(world, 'orders', { VisibilityTimeout: '45' });
    await queue.send('visible');
    await queue.send('delayed', { DelaySeconds: 10 });

    const all = await queue.attributes('All');
    const one = await queue.attributes('VisibilityTimeout');
    const none = await queue.attributes();

    expect(all).toEqual({
      QueueArn: 'arn:aws:sqs:eu-central-1:123456789012:orders',
      CreatedTimestamp: String(START / 1000),
      LastModifiedTimestamp: String(START / 1000),
      ApproximateNumberOfMessages: '1',
      ApproximateNumberOfMessagesNotVisible: '0',
      ApproximateNumberOfMessagesDelayed: '1',
      DelaySeconds: '0',
      MaximumMessageSize: '1048576',
      MessageRetentionPeriod: '345600',
      ReceiveMessageWaitTimeSeconds: '0',
      VisibilityTimeout: '45',
      SqsManagedSseEnabled: 'true',
    });
    expect(one).toEqual({ VisibilityTimeout: '45' });
    expect(none).toEqual({});
  });

  it('can be created twice alike, not twice differently', async () => {
    const { QueueUrl } = await aQueue(world, 'orders', { DelaySeconds: '5' });

    const again = await aQueue(world, 'orders', { DelaySeconds: '5' });
    const refused = await failure(aQueue(world, 'orders', { DelaySeconds: '6' }));

    expect(again.QueueUrl).toBe(QueueUrl);
    expect(refused).toMatch(/^QueueNameExists: .*DelaySeconds/);
  });

  it('change their attributes, and lose the redrive policy by an empty one', async () => {
    const dead = await aQueue(world, 'dead');
    const { QueueArn } = await dead.attributes('QueueArn');
    const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: QueueArn, maxReceiveCount: 1 });
    const queue = await aQueue(world, 'orders', { RedrivePolicy });
    const set = (Attributes: object) =>
      world.call('SetQueueAttributes', { QueueUrl: queue.QueueUrl, Attributes });

    await set({ VisibilityTimeout: '7' });
    const changed = await queue.attributes('All');
    await set({ RedrivePolicy: '' });

    expect(changed).toMatchObject({ VisibilityTimeout: '7', RedrivePolicy });
    expect(await queue.attributes('RedrivePolicy')).toEqual({});
  });

  it('are listed by prefix and page', async () => {
    for (const name of ['b', 'a-2', 'a-1', 'a-3']) await aQueue(world, name);

    const first = await world.call('ListQueues', { QueueNamePrefix: 'a-', MaxResults: 2 });
    const second = await world.call('ListQueues', {
      QueueNamePrefix: 'a-',
      MaxResults: 2,
      NextToken: first['NextToken'],
    });

    const url = (name: string) => `${world.url}/123456789012/${name}`;
    expect(first).toEqual({ QueueUrls: [url('a-1'), url('a-2')], NextToken: expect.any(String) });
    expect(second).toEqual({ QueueUrls: [url('a-3')] });
  });

  it('are purged at most once a minute', async () => {
    const queue = await aQueue(world, 'orders');
    await queue.send('x');
    const purge = () => world.call('PurgeQueue', { QueueUrl: queue.QueueUrl });

    await purge();
    const tooSoon = await failure(purge());
    await world.clock.advance(60_000);
    await purge();

    expect(await queue.receive()).toEqual([]);
    expect(tooSoon).toMatch(/^PurgeQueueInProgress: /);
  });

  it('are gone once deleted, and cannot be created again for a minute', async () => {
    const queue = await aQueue(world, 'orders');
    await queue.send('x');
    await world.call('DeleteQueue', { QueueUrl: queue.QueueUrl });

    const receive = await failure(queue.receive());
    const tooSoon = await failure(aQueue(world, 'orders'));
    await world.clock.advance(60_000);
    const again = await aQueue(world, 'orders');

    expect(receive).toMatch(/^QueueDoesNotExist: /);
    expect(tooSoon).toMatch(/^QueueDeletedRecently: /);
    expect(await again.receive()).toEqual([]);
  });

  it.each([
    ['CreateQueue', { QueueName: 'orders.fifo' }, 'UnsupportedOperation'],
    ['CreateQueue', { QueueName: 'x', Attributes: { FifoQueue: 'true' } }, 'UnsupportedOperation'],
    ['CreateQueue', { QueueName: 'a b' }, 'InvalidParameterValueException'],
    ['CreateQueue', { QueueName: 'x', Attributes: { Colour: 'red' } }, 'InvalidAttributeName'],
    ['CreateQueue', { QueueName: 'x', Attributes: { DelaySeconds: '901' } }, 'InvalidAttributeValue'],
    ['CreateQueue', { QueueName: 'x', Attributes: { RedrivePolicy: '{' } }, 'InvalidAttributeValue'],
    ['CreateQueue', {}, 'MissingRequiredParameterException'],
    ['GetQueueUrl', { QueueName: 'none' }, 'QueueDoesNotExist'],
    ['SendMessage', { QueueUrl: 'http://x/123456789012/none', MessageBody: 'x' }, 'QueueDoesNotExist'],
    ['SendMessage', { QueueUrl: 'none', MessageBody: 'x' }, 'InvalidAddress'],
    [
      'ReceiveMessage',
      { QueueUrl: 'http://x/123456789012/none', MaxNumberOfMessages: 11 },
      'InvalidParameterValueException',
    ],
    ['TagQueue', {}, 'UnknownOperationException'],
    ['constructor', {}, 'UnknownOperationException'],
  ])('%s refuses %j with %s', async (operation, input, code) => {
    const refused = await failure(world.call(operation, input));

    expect(refused.split(':')[0]).toBe(code);
  });
});

describe('permissions', () => {
  it('are those of the single operation on the queue', () => {
    const call = (operation: string, input: Record<string, unknown>) =>
      world.sqs.service.permissions({ operation, input, principal: { arn: 'local:root' } });
    const QueueUrl = 'http://x/123456789012/orders';
    const resource = 'arn:aws:sqs:eu-central-1:123456789012:orders';

    expect(call('SendMessageBatch', { QueueUrl, Entries: [] })).toEqual([
      { action: 'sqs:SendMessage', resource },
    ]);
    expect(call('ListQueues', {})).toEqual([{ action: 'sqs:ListQueues', resource: '*' }]);
    expect(call('CreateQueue', { QueueName: 'orders' })).toEqual([{ action: 'sqs:CreateQueue', resource }]);
  });
});
