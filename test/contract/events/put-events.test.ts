import {
  anEntry,
  anEventsWorld,
  failure,
  FUNCTION,
  MACHINE,
  putRule,
  QUEUE,
  ROLE,
  START,
  type EventsWorld,
} from './events-world.ts';

let world: EventsWorld;
beforeEach(async () => {
  world = await anEventsWorld();
});
afterEach(() => world.close());

const put = (...Entries: object[]) =>
  world.call<{ FailedEntryCount: number; Entries: Record<string, string>[] }>('PutEvents', { Entries });

describe('an event', () => {
  it('reaches a function, a queue and a state machine in the documented shape', async () => {
    await putRule(world, 'all', [
      { Id: 'f', Arn: FUNCTION },
      { Id: 'q', Arn: QUEUE },
      { Id: 'm', Arn: MACHINE, RoleArn: ROLE },
    ]);

    const answer = await put(anEntry({ total: 5 }, { Resources: ['arn:x'], Time: 1_700_000_000 }));
    await world.clock.advance(0);

    const id = answer.Entries[0]?.['EventId'];
    const event = {
      version: '0',
      id,
      'detail-type': 'Order',
      source: 'shop',
      account: '123456789012',
      time: '2023-11-14T22:13:20Z',
      region: 'eu-central-1',
      resources: ['arn:x'],
      detail: { total: 5 },
    };
    expect(answer.FailedEntryCount).toBe(0);
    expect(world.invoked).toEqual([{ functionArn: FUNCTION, input: event, at: START }]);
    expect(world.queued).toEqual([
      { queueArn: QUEUE, body: JSON.stringify(event), senderId: 'events.amazonaws.com' },
    ]);
    expect(world.started).toEqual([
      { stateMachineArn: MACHINE, name: expect.stringContaining(id ?? ''), input: JSON.stringify(event) },
    ]);
    expect(world.started[0]?.name.length).toBeLessThanOrEqual(80);
  });

  it('happened now when nobody says when', async () => {
    await putRule(world, 'all', [{ Id: 'f', Arn: FUNCTION }]);

    await put(anEntry());

    expect(world.invoked[0]?.input).toMatchObject({ time: '2026-01-01T00:00:00Z', resources: [] });
  });

  it('reaches the targets of every rule it matches, and of no other', async () => {
    await putRule(world, 'cheap', [{ Id: 'f', Arn: FUNCTION }], {
      EventPattern: JSON.stringify({ source: ['shop'], detail: { total: [{ numeric: ['<', 10] }] } }),
    });
    await putRule(world, 'dear', [{ Id: 'q', Arn: QUEUE }], {
      EventPattern: JSON.stringify({ source: ['shop'], detail: { total: [{ numeric: ['>=', 10] }] } }),
    });

    await put(anEntry({ total: 5 }), anEntry({ total: 15 }), anEntry({ total: 'x' }));

    expect(world.invoked.map(({ input }) => input)).toMatchObject([{ detail: { total: 5 } }]);
    expect(world.queued.map(({ body }) => JSON.parse(body) as unknown)).toMatchObject([
      { detail: { total: 15 } },
    ]);
  });

  it('is given to targets as constant, part or template', async () => {
    await putRule(world, 'inputs', [
      { Id: '1', Arn: FUNCTION, Input: '{"fixed":true}' },
      { Id: '2', Arn: FUNCTION, InputPath: '$.detail' },
      {
        Id: '3',
        Arn: FUNCTION,
        InputTransformer: { InputPathsMap: { total: '$.detail.total' }, InputTemplate: '{"sum": <total>}' },
      },
      { Id: '4', Arn: QUEUE, InputTransformer: { InputTemplate: '"from <aws.events.rule-name>"\n"second"' } },
    ]);

    await put(anEntry({ total: 5 }));

    expect(world.invoked.map(({ input }) => input)).toEqual([{ fixed: true }, { total: 5 }, { sum: 5 }]);
    expect(world.queued[0]?.body).toBe('"from inputs"\n"second"');
  });

  it('of a service comes in by publish, and AWS sources only so', async () => {
    await putRule(world, 'alarms', [{ Id: 'f', Arn: FUNCTION }], {
      EventPattern: '{"source":["aws.cloudwatch"]}',
    });

    const answer = await put(anEntry({}, { Source: 'aws.cloudwatch' }));
    world.events.publish({
      source: 'aws.cloudwatch',
      detailType: 'CloudWatch Alarm State Change',
      resources: ['arn:alarm'],
      detail: { alarmName: 'x' },
    });

    expect(answer).toMatchObject({
      FailedEntryCount: 1,
      Entries: [{ ErrorCode: 'NotAuthorizedForSourceException' }],
    });
    expect(world.invoked.map(({ input }) => input)).toMatchObject([
      {
        source: 'aws.cloudwatch',
        'detail-type': 'CloudWatch Alarm State Change',
        detail: { alarmName: 'x' },
      },
    ]);
  });
});

describe('entries', () => {
  it('fail one by one', async () => {
    await putRule(world, 'all', [{ Id: 'f', Arn: FUNCTION }]);

    const answer = await put(
      anEntry({}, { Source: '' }),
      anEntry({}, { DetailType: undefined }),
      anEntry({}, { Detail: '' }),
      anEntry({}, { Detail: '{' }),
      anEntry({}, { Detail: '[1]' }),
      anEntry({}, { Detail: `{"a":${'['.repeat(1001)}${']'.repeat(1001)}}` }),
      anEntry({}, { EventBusName: 'other' }),
      anEntry({}, { Time: 1e15 }),
      anEntry(),
    );

    const codes = answer.Entries.map(({ ErrorCode }) => ErrorCode);
    expect(codes).toEqual([
      'InvalidArgument',
      'InvalidArgument',
      'InvalidArgument',
      'MalformedDetail',
      'MalformedDetail',
      'MalformedDetail',
      'InvalidArgument',
      'InvalidArgument',
      undefined,
    ]);
    expect(answer.FailedEntryCount).toBe(8);
    expect(world.invoked).toHaveLength(1);
  });

  it.each([
    ['none', []],
    ['eleven', Array.from({ length: 11 }, () => anEntry())],
    ['more than 256 KiB', [anEntry('x'.repeat(200_000)), anEntry('x'.repeat(70_000))]],
    ['a field that is not known', [anEntry({}, { Colour: 'red' })]],
  ])('are refused together: %s', async (_what, Entries) => {
    expect(await failure(put(...Entries))).toMatch(/^ValidationException: /);
  });

  it('ask for a permission on their bus, with source and type', () => {
    const permissions = world.events.service.permissions({
      operation: 'PutEvents',
      input: { Entries: [anEntry()] },
      principal: { arn: 'local:root' },
    });

    expect(permissions).toEqual([
      {
        action: 'events:PutEvents',
        resource: 'arn:aws:events:eu-central-1:123456789012:event-bus/default',
        context: { 'events:source': 'shop', 'events:detail-type': 'Order' },
      },
    ]);
  });
});
