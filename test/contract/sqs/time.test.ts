import { aQueue, aSqsWorld, failure, type SqsWorld } from './sqs-world.ts';

let world: SqsWorld;
beforeEach(async () => {
  world = await aSqsWorld();
});
afterEach(() => world.close());

describe('visibility', () => {
  it('hides a received message until its timeout is over, and counts receives', async () => {
    const queue = await aQueue(world, 'orders', { VisibilityTimeout: '30' });
    await queue.send('x');
    await queue.receive();

    await world.clock.advance(29_999);
    const hidden = await queue.receive();
    await world.clock.advance(1);
    const [again] = await queue.receive({ AttributeNames: ['ApproximateReceiveCount'] });

    expect(hidden).toEqual([]);
    expect(again?.Attributes).toEqual({ ApproximateReceiveCount: '2' });
  });

  it('can be made longer and shorter for one message', async () => {
    const queue = await aQueue(world, 'orders');
    await queue.send('x');
    const [message] = await queue.receive();
    const change = (VisibilityTimeout: number) =>
      world.call('ChangeMessageVisibility', {
        QueueUrl: queue.QueueUrl,
        ReceiptHandle: message?.ReceiptHandle,
        VisibilityTimeout,
      });

    await change(100);
    await world.clock.advance(99_000);
    const hidden = await queue.receive();
    await change(0);
    const shown = await queue.receive();

    expect(hidden).toEqual([]);
    expect(shown).toHaveLength(1);
  });

  it('cannot be changed for a message that is not in flight, is gone, or is in flight for twelve hours', async () => {
    const queue = await aQueue(world, 'orders');
    await queue.send('x');
    const [message] = await queue.receive();
    const change = (VisibilityTimeout: number) =>
      failure(
        world.call('ChangeMessageVisibility', {
          QueueUrl: queue.QueueUrl,
          ReceiptHandle: message?.ReceiptHandle,
          VisibilityTimeout,
        }),
      );

    await world.clock.advance(10_000);
    const tooLong = await change(43_200);
    await world.clock.advance(20_000);
    const visible = await change(10);
    await queue.remove(message?.ReceiptHandle ?? '');
    const gone = await change(10);

    expect(tooLong).toMatch(/^InvalidParameterValueException: Total VisibilityTimeout/);
    expect(visible).toMatch(/^MessageNotInflight: /);
    expect(gone).toMatch(/^InvalidParameterValueException: .*does not exist/);
  });
});

describe('delay', () => {
  it('is that of the message, else that of the queue', async () => {
    const queue = await aQueue(world, 'orders', { DelaySeconds: '60' });
    await queue.send('queue');
    await queue.send('message', { DelaySeconds: 10 });
    await queue.send('none', { DelaySeconds: 0 });
    const receive = async () => (await queue.receive()).map(({ Body }) => Body);

    const atOnce = await receive();
    await world.clock.advance(10_000);
    const afterTen = await receive();
    await world.clock.advance(50_000);
    await queue.receive();
    const counted = await queue.attributes('ApproximateNumberOfMessagesDelayed');

    expect([atOnce, afterTen]).toEqual([['none'], ['message']]);
    expect(counted).toEqual({ ApproximateNumberOfMessagesDelayed: '0' });
  });
});

describe('retention', () => {
  it('ends a message that nobody deleted', async () => {
    const queue = await aQueue(world, 'orders', { MessageRetentionPeriod: '60' });
    await queue.send('x');

    await world.clock.advance(60_000);

    expect(await queue.attributes('ApproximateNumberOfMessages')).toEqual({
      ApproximateNumberOfMessages: '0',
    });
    expect(await queue.receive()).toEqual([]);
  });
});

describe('long polling', () => {
  it('answers as soon as a message is sent', async () => {
    const queue = await aQueue(world, 'orders');
    const receiving = queue.receive({ WaitTimeSeconds: 20 });

    await queue.send('x');

    expect(await receiving).toHaveLength(1);
  });

  it('answers when a hidden message shows again', async () => {
    const queue = await aQueue(world, 'orders', { VisibilityTimeout: '5' });
    await queue.send('x');
    await queue.receive();
    const receiving = queue.receive({ WaitTimeSeconds: 20 });
    await queue.attributes();

    await world.clock.advance(5_000);

    expect(await receiving).toHaveLength(1);
  });

  it('answers empty when its time is over', async () => {
    const queue = await aQueue(world, 'orders', { ReceiveMessageWaitTimeSeconds: '20' });
    const receiving = queue.receive();
    await queue.attributes();

    await world.clock.advance(20_000);

    expect(await receiving).toEqual([]);
  });

  it('gives one message to one of two who wait, and a second one to the other', async () => {
    const queue = await aQueue(world, 'orders');
    const receiving = [queue.receive({ WaitTimeSeconds: 20 }), queue.receive({ WaitTimeSeconds: 20 })];
    await queue.attributes();

    await queue.send('a');
    await queue.send('b');

    const bodies = (await Promise.all(receiving)).flat().map(({ Body }) => Body);
    expect(bodies.sort()).toEqual(['a', 'b']);
  });

  it('fails when the queue is deleted meanwhile', async () => {
    const queue = await aQueue(world, 'orders');
    const receiving = failure(queue.receive({ WaitTimeSeconds: 20 }));
    await queue.attributes();

    await world.call('DeleteQueue', { QueueUrl: queue.QueueUrl });

    expect(await receiving).toMatch(/^QueueDoesNotExist: /);
  });
});

describe('redrive', () => {
  it('moves a message to the dead-letter queue once it was received maxReceiveCount times', async () => {
    const dead = await aQueue(world, 'dead');
    const { QueueArn } = await dead.attributes('QueueArn');
    const queue = await aQueue(world, 'orders', {
      VisibilityTimeout: '1',
      RedrivePolicy: JSON.stringify({ deadLetterTargetArn: QueueArn, maxReceiveCount: 2 }),
    });
    const { MessageId } = await queue.send('poison', {
      MessageAttributes: { a: { DataType: 'String', StringValue: 'kept' } },
    });

    const bodies: (string | undefined)[] = [];
    for (let round = 0; round < 3; round += 1) {
      bodies.push((await queue.receive())[0]?.Body);
      await world.clock.advance(1_000);
    }
    const [moved] = await dead.receive({ AttributeNames: ['All'], MessageAttributeNames: ['All'] });

    expect(bodies).toEqual(['poison', 'poison', undefined]);
    expect(moved).toMatchObject({
      MessageId,
      Body: 'poison',
      MessageAttributes: { a: { StringValue: 'kept' } },
      Attributes: {
        DeadLetterQueueSourceArn: 'arn:aws:sqs:eu-central-1:123456789012:orders',
        ApproximateReceiveCount: '3',
      },
    });
  });

  it('wakes who waits at the dead-letter queue', async () => {
    const dead = await aQueue(world, 'dead');
    const { QueueArn } = await dead.attributes('QueueArn');
    const queue = await aQueue(world, 'orders', {
      VisibilityTimeout: '0',
      RedrivePolicy: JSON.stringify({ deadLetterTargetArn: QueueArn, maxReceiveCount: '1' }),
    });
    await queue.send('poison');
    const waiting = dead.receive({ WaitTimeSeconds: 20 });
    await dead.attributes();

    await queue.receive();
    await queue.receive();

    expect(await waiting).toHaveLength(1);
  });

  it('needs a dead-letter queue that exists', async () => {
    const RedrivePolicy = JSON.stringify({
      deadLetterTargetArn: 'arn:aws:sqs:eu-central-1:123456789012:none',
      maxReceiveCount: 2,
    });

    const refused = await failure(aQueue(world, 'orders', { RedrivePolicy }));

    expect(refused).toMatch(/^InvalidParameterValueException: .*Dead letter target does not exist/);
  });
});
