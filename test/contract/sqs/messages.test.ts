import { aQueue, aSqsWorld, failure, START, type SqsWorld } from './sqs-world.ts';

let world: SqsWorld;
beforeEach(async () => {
  world = await aSqsWorld();
});
afterEach(() => world.close());

describe('sending and receiving', () => {
  it('gives back what was sent, with the digests SDKs check', async () => {
    const queue = await aQueue(world, 'orders');

    const sent = await queue.send('hello');
    const [message] = await queue.receive();

    expect(sent).toEqual({
      MessageId: expect.any(String),
      MD5OfMessageBody: '5d41402abc4b2a76b9719d911017c592',
    });
    expect(message).toEqual({
      MessageId: sent.MessageId,
      ReceiptHandle: expect.any(String),
      Body: 'hello',
      MD5OfBody: '5d41402abc4b2a76b9719d911017c592',
    });
  });

  it('answers without a list when nothing is there', async () => {
    const queue = await aQueue(world, 'orders');

    const answer = await world.call('ReceiveMessage', { QueueUrl: queue.QueueUrl });

    expect(answer).toEqual({});
  });

  it('returns at most the number of messages asked for', async () => {
    const queue = await aQueue(world, 'orders');
    for (const body of ['a', 'b', 'c']) await queue.send(body);

    const messages = await queue.receive({ MaxNumberOfMessages: 2 });

    expect(messages.map(({ Body }) => Body)).toEqual(['a', 'b']);
  });

  it('returns message attributes by name, by prefix and all of them, with a digest of what is returned', async () => {
    const queue = await aQueue(world, 'orders', { VisibilityTimeout: '0' });
    const text = { DataType: 'String', StringValue: 'attribValue 1' };
    const number = { DataType: 'Number.float', StringValue: '4563442423554324324264524243.32543234' };
    const bytes = { DataType: 'Binary', BinaryValue: 'SGVsbG8gYmluYXJ5IHdvcmxkIQ==' };
    const sent = await queue.send('x', {
      MessageAttributes: { attribName1: text, customNumberTypeAttrib: number, binaryAttribute: bytes },
    });

    const [none] = await queue.receive();
    const [one] = await queue.receive({ MessageAttributeNames: ['attribName1'] });
    const [prefixed] = await queue.receive({ MessageAttributeNames: ['binary.*'] });
    const [all] = await queue.receive({ MessageAttributeNames: ['All'] });

    expect(sent).toMatchObject({ MD5OfMessageAttributes: 'c932db14a896c663f83c260297d594ff' });
    expect(none).not.toHaveProperty('MessageAttributes');
    expect(one).toMatchObject({
      MessageAttributes: { attribName1: text },
      MD5OfMessageAttributes: '19e27d4e946b072f3f58da80d94fd778',
    });
    expect(prefixed).toMatchObject({
      MessageAttributes: { binaryAttribute: bytes },
      MD5OfMessageAttributes: '31a92b15d92f8db860eda32aceb656c3',
    });
    expect(all).toMatchObject({ MD5OfMessageAttributes: 'c932db14a896c663f83c260297d594ff' });
  });

  it('returns the system attributes asked for', async () => {
    const queue = await aQueue(world, 'orders');
    await queue.send('x', {
      MessageSystemAttributes: { AWSTraceHeader: { DataType: 'String', StringValue: 'Root=1-2' } },
    });
    await world.clock.advance(5_000);

    const [message] = await queue.receive({ MessageSystemAttributeNames: ['All'] });

    expect(message?.Attributes).toEqual({
      ApproximateReceiveCount: '1',
      SentTimestamp: String(START),
      SenderId: 'local:root',
      ApproximateFirstReceiveTimestamp: String(START + 5_000),
      AWSTraceHeader: 'Root=1-2',
    });
  });

  it('gives a message to one of many who ask at once', async () => {
    const queue = await aQueue(world, 'orders');
    await queue.send('only one');

    const answers = await Promise.all(Array.from({ length: 20 }, () => queue.receive()));

    expect(answers.flat()).toHaveLength(1);
  });
});

describe('what a message may be', () => {
  it.each([
    ['an empty body', { MessageBody: '' }, 'MissingRequiredParameterException'],
    ['no body', { MessageBody: undefined }, 'MissingRequiredParameterException'],
    ['a control character', { MessageBody: 'a\u0000' }, 'InvalidMessageContents'],
    ['half a surrogate pair', { MessageBody: 'a\ud800' }, 'InvalidMessageContents'],
    ['a delay above 15 minutes', { MessageBody: 'a', DelaySeconds: 901 }, 'InvalidParameterValueException'],
    [
      'a deduplication id',
      { MessageBody: 'a', MessageDeduplicationId: '1' },
      'InvalidParameterValueException',
    ],
    [
      'an attribute without a value',
      { MessageBody: 'a', MessageAttributes: { a: { DataType: 'String', StringValue: '' } } },
      'InvalidParameterValueException',
    ],
    [
      'an attribute of an unknown type',
      { MessageBody: 'a', MessageAttributes: { a: { DataType: 'Date', StringValue: 'x' } } },
      'InvalidParameterValueException',
    ],
    [
      'a reserved attribute name',
      { MessageBody: 'a', MessageAttributes: { 'aws.x': { DataType: 'String', StringValue: 'x' } } },
      'InvalidParameterValueException',
    ],
  ])('refuses %s', async (_what, input, code) => {
    const { QueueUrl } = await aQueue(world, 'orders');

    const refused = await failure(world.call('SendMessage', { QueueUrl, ...input }));

    expect(refused.split(':')[0]).toBe(code);
  });

  it('takes a message of exactly 1 MiB and none that is a byte longer', async () => {
    const queue = await aQueue(world, 'orders');
    const limit = 1_048_576;

    const refused = await failure(queue.send('a'.repeat(limit + 1)));
    await queue.send('a'.repeat(limit));

    expect(refused).toMatch(/^InvalidParameterValueException: .*shorter than 1048576 bytes/);
    expect(await queue.attributes('ApproximateNumberOfMessages')).toEqual({
      ApproximateNumberOfMessages: '1',
    });
  });

  it('counts attributes towards the size', async () => {
    const queue = await aQueue(world, 'orders', { MaximumMessageSize: '1024' });
    const MessageAttributes = { n: { DataType: 'String', StringValue: 'v' } };

    const refused = await failure(queue.send('a'.repeat(1017), { MessageAttributes }));
    await queue.send('a'.repeat(1016), { MessageAttributes });

    expect(refused).toMatch(/shorter than 1024 bytes/);
  });
});

describe('deleting', () => {
  it('removes a message for good', async () => {
    const queue = await aQueue(world, 'orders');
    await queue.send('x');
    const [message] = await queue.receive();

    await queue.remove(message?.ReceiptHandle ?? '');
    await queue.remove(message?.ReceiptHandle ?? '');
    await world.clock.advance(31_000);

    expect(await queue.receive()).toEqual([]);
  });

  it('ignores the handle of an earlier receive', async () => {
    const queue = await aQueue(world, 'orders');
    await queue.send('x');
    const [first] = await queue.receive({ VisibilityTimeout: 0 });
    await queue.receive();

    await queue.remove(first?.ReceiptHandle ?? '');
    await world.clock.advance(31_000);

    expect(await queue.receive()).toHaveLength(1);
  });

  it('refuses what is no receipt handle, and one of another queue', async () => {
    const queue = await aQueue(world, 'orders');
    const other = await aQueue(world, 'other');
    await other.send('x');
    const [message] = await other.receive();

    const nonsense = await failure(queue.remove('nonsense'));
    const foreign = await failure(queue.remove(message?.ReceiptHandle ?? ''));

    expect(nonsense).toMatch(/^ReceiptHandleIsInvalid: /);
    expect(foreign).toMatch(/^ReceiptHandleIsInvalid: /);
  });
});

describe('batches', () => {
  it('sends the good entries and reports the bad ones', async () => {
    const { QueueUrl, receive } = await aQueue(world, 'orders');

    const answer = await world.call('SendMessageBatch', {
      QueueUrl,
      Entries: [
        { Id: 'good', MessageBody: 'x' },
        { Id: 'bad', MessageBody: 'a\u0001' },
        { Id: 'late', MessageBody: 'y', DelaySeconds: 5000 },
      ],
    });

    expect(answer).toMatchObject({
      Successful: [{ Id: 'good', MD5OfMessageBody: '9dd4e461268c8034f5c8564e155c67a6' }],
      Failed: [
        { Id: 'bad', SenderFault: true, Code: 'InvalidMessageContents' },
        { Id: 'late', SenderFault: true, Code: 'InvalidParameterValueException' },
      ],
    });
    expect(await receive({ MaxNumberOfMessages: 10 })).toHaveLength(1);
  });

  it('deletes and changes visibility by batch', async () => {
    const { QueueUrl, send, receive } = await aQueue(world, 'orders');
    for (const body of ['a', 'b']) await send(body);
    const [a, b] = await receive({ MaxNumberOfMessages: 2 });

    const deleted = await world.call('DeleteMessageBatch', {
      QueueUrl,
      Entries: [
        { Id: '1', ReceiptHandle: a?.ReceiptHandle },
        { Id: '2', ReceiptHandle: 'nonsense' },
      ],
    });
    const changed = await world.call('ChangeMessageVisibilityBatch', {
      QueueUrl,
      Entries: [{ Id: '1', ReceiptHandle: b?.ReceiptHandle, VisibilityTimeout: 0 }],
    });

    expect(deleted).toMatchObject({
      Successful: [{ Id: '1' }],
      Failed: [{ Id: '2', Code: 'ReceiptHandleIsInvalid' }],
    });
    expect(changed).toEqual({ Successful: [{ Id: '1' }], Failed: [] });
    expect((await receive()).map(({ Body }) => Body)).toEqual(['b']);
  });

  it.each([
    ['no entries', [], 'EmptyBatchRequest'],
    [
      'eleven entries',
      Array.from({ length: 11 }, (_, n) => ({ Id: `${n}`, MessageBody: 'x' })),
      'TooManyEntriesInBatchRequest',
    ],
    [
      'an id twice',
      [
        { Id: 'a', MessageBody: 'x' },
        { Id: 'a', MessageBody: 'y' },
      ],
      'BatchEntryIdsNotDistinct',
    ],
    ['a bad id', [{ Id: 'a b', MessageBody: 'x' }], 'InvalidBatchEntryId'],
    [
      'more than 1 MiB together',
      [
        { Id: 'a', MessageBody: 'x'.repeat(600_000) },
        { Id: 'b', MessageBody: 'x'.repeat(600_000) },
      ],
      'BatchRequestTooLong',
    ],
  ])('refuses a batch with %s', async (_what, Entries, code) => {
    const { QueueUrl } = await aQueue(world, 'orders');

    const refused = await failure(world.call('SendMessageBatch', { QueueUrl, Entries }));

    expect(refused.split(':')[0]).toBe(code);
  });
});
