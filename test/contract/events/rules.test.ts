import {
  anEntry,
  anEventsWorld,
  aRule,
  failure,
  FUNCTION,
  MACHINE,
  putRule,
  QUEUE,
  type EventsWorld,
} from './events-world.ts';

let world: EventsWorld;
beforeEach(async () => {
  world = await anEventsWorld();
});
afterEach(() => world.close());

const PATTERN = '{"source":["shop"]}';
const ARN = 'arn:aws:events:eu-central-1:123456789012:rule/orders';

describe('rules', () => {
  it('are put, described, listed and deleted', async () => {
    const put = await world.call('PutRule', {
      Name: 'orders',
      EventPattern: PATTERN,
      Description: 'of the shop',
    });
    await world.call('PutRule', { Name: 'other', ScheduleExpression: 'rate(1 day)', State: 'DISABLED' });

    const described = await world.call('DescribeRule', { Name: 'orders' });
    const listed = await world.call('ListRules', { NamePrefix: 'o' });
    const firstPage = await world.call('ListRules', { Limit: 1 });
    const secondPage = await world.call('ListRules', { Limit: 1, NextToken: firstPage['NextToken'] });
    await world.call('DeleteRule', { Name: 'orders' });
    await world.call('DeleteRule', { Name: 'orders' });
    const gone = await failure(world.call('DescribeRule', { Name: 'orders' }));

    const orders = {
      Name: 'orders',
      Arn: ARN,
      EventPattern: PATTERN,
      State: 'ENABLED',
      Description: 'of the shop',
      EventBusName: 'default',
    };
    expect(put).toEqual({ RuleArn: ARN });
    expect(described).toEqual({ ...orders, CreatedBy: '123456789012' });
    expect(listed).toMatchObject({
      Rules: [orders, { Name: 'other', State: 'DISABLED', ScheduleExpression: 'rate(1 day)' }],
    });
    expect([firstPage, secondPage]).toMatchObject([
      { Rules: [{ Name: 'orders' }] },
      { Rules: [{ Name: 'other' }] },
    ]);
    expect(secondPage).not.toHaveProperty('NextToken');
    expect(gone).toMatch(/^ResourceNotFoundException: Rule orders does not exist on EventBus default/);
  });

  it('do nothing while they are disabled', async () => {
    await putRule(world, 'orders', [{ Id: 'f', Arn: FUNCTION }]);
    const put = () => world.call('PutEvents', { Entries: [anEntry()] });

    await world.call('DisableRule', { Name: 'orders' });
    await put();
    const whileDisabled = world.invoked.length;
    await world.call('EnableRule', { Name: 'orders' });
    await put();

    expect([whileDisabled, world.invoked.length]).toEqual([0, 1]);
  });

  it('keep their targets when they are put again', async () => {
    await putRule(world, 'orders', [{ Id: 'f', Arn: FUNCTION }]);

    await world.call('PutRule', { Name: 'orders', EventPattern: '{"source":["other"]}' });

    expect(await world.call('ListTargetsByRule', { Rule: 'orders' })).toEqual({
      Targets: [{ Id: 'f', Arn: FUNCTION }],
    });
  });

  it('cannot be deleted while they have targets', async () => {
    await putRule(world, 'orders', [{ Id: 'f', Arn: FUNCTION }]);

    const refused = await failure(world.call('DeleteRule', { Name: 'orders' }));
    const removed = await world.call('RemoveTargets', { Rule: 'orders', Ids: ['f', 'g'] });
    await world.call('DeleteRule', { Name: 'orders' });

    expect(refused).toMatch(/^ValidationException: Rule can't be deleted since it has targets/);
    expect(removed).toMatchObject({ FailedEntryCount: 1, FailedEntries: [{ TargetId: 'g' }] });
  });

  it.each([
    ['an unknown operator', { EventPattern: '{"a":[{"like":"x"}]}' }, 'InvalidEventPatternException'],
    ['a pattern that is not JSON', { EventPattern: '{' }, 'InvalidEventPatternException'],
    ['a schedule that is none', { ScheduleExpression: 'cron(* * * * * *)' }, 'ValidationException'],
    ['neither pattern nor schedule', {}, 'ValidationException'],
    [
      'a bus that is not there',
      { EventPattern: PATTERN, EventBusName: 'other' },
      'ResourceNotFoundException',
    ],
    ['a name with a blank', { Name: 'a b', EventPattern: PATTERN }, 'ValidationException'],
    ['a state that is not known', { EventPattern: PATTERN, State: 'PAUSED' }, 'ValidationException'],
  ])('are refused with %s', async (_what, rule, code) => {
    const refused = await failure(world.call('PutRule', { Name: 'orders', ...rule }));

    expect(refused.split(':')[0]).toBe(code);
  });
});

describe('targets', () => {
  it('replace one of the same id', async () => {
    await putRule(world, 'orders', [{ Id: 'x', Arn: FUNCTION }]);

    await world.call('PutTargets', {
      Rule: 'orders',
      Targets: [
        { Id: 'x', Arn: QUEUE },
        { Id: 'y', Arn: FUNCTION },
      ],
    });

    expect(await world.call('ListTargetsByRule', { Rule: 'orders' })).toEqual({
      Targets: [
        { Id: 'x', Arn: QUEUE },
        { Id: 'y', Arn: FUNCTION },
      ],
    });
  });

  it.each([
    [
      'of a service that is not here',
      { Arn: 'arn:aws:sns:eu-central-1:123456789012:topic' },
      /is no target here/,
    ],
    ['that is a FIFO queue', { Arn: `${QUEUE}.fifo` }, /is no target here/],
    [
      'that is an event bus',
      { Arn: 'arn:aws:events:eu-central-1:123456789012:event-bus/b' },
      /is no target here/,
    ],
    ['that is a state machine without a role', { Arn: MACHINE }, /RoleArn is required/],
    ['with two kinds of input', { Input: '{}', InputPath: '$' }, /Only one of/],
    ['with an input that is not JSON', { Input: '{' }, /not JSON/],
    ['with an unknown placeholder', { InputTransformer: { InputTemplate: '"<a>"' } }, /<a>/],
    ['with parameters for ECS', { EcsParameters: {} }, /EcsParameters/],
    ['with 186 retries', { RetryPolicy: { MaximumRetryAttempts: 186 } }, /MaximumRetryAttempts/],
    ['with a dead letter function', { DeadLetterConfig: { Arn: FUNCTION } }, /no standard SQS queue/],
  ])('are refused: one %s', async (_what, target, reason) => {
    await world.call('PutRule', { Name: 'orders', EventPattern: PATTERN });
    const Targets = [{ Id: 'f', Arn: FUNCTION, ...target }];

    const refused = await failure(world.call('PutTargets', { Rule: 'orders', Targets }));

    expect(refused).toMatch(/^ValidationException: /);
    expect(refused).toMatch(reason);
  });

  it('are five at most', async () => {
    const Targets = Array.from({ length: 6 }, (_, n) => ({ Id: `${n}`, Arn: FUNCTION }));
    await world.call('PutRule', { Name: 'orders', EventPattern: PATTERN });

    const refused = await failure(world.call('PutTargets', { Rule: 'orders', Targets }));

    expect(refused).toMatch(/^LimitExceededException: /);
  });
});

describe('TestEventPattern', () => {
  const Event = JSON.stringify({
    id: '1',
    account: '1',
    source: 'shop',
    time: 't',
    region: 'r',
    resources: [],
    'detail-type': 'd',
    detail: {},
  });

  it('answers whether an event matches', async () => {
    const test = (EventPattern: string) => world.call('TestEventPattern', { EventPattern, Event });

    expect(await test(PATTERN)).toEqual({ Result: true });
    expect(await test('{"source":["other"]}')).toEqual({ Result: false });
  });

  it.each([
    ['a bad pattern', { EventPattern: '{"a":1}', Event }, 'InvalidEventPatternException'],
    ['an event without an id', { EventPattern: PATTERN, Event: '{"source":"shop"}' }, 'ValidationException'],
    ['an event that is not JSON', { EventPattern: PATTERN, Event: '{' }, 'ValidationException'],
    [
      'an event too deep to walk',
      { EventPattern: PATTERN, Event: '['.repeat(100_000) },
      'ValidationException',
    ],
  ])('refuses %s', async (_what, input, code) => {
    expect((await failure(world.call('TestEventPattern', input))).split(':')[0]).toBe(code);
  });
});

describe('the service', () => {
  it.each(['CreateArchive', 'toString', ''])('refuses the operation %j', async (operation) => {
    expect(await failure(world.call(operation))).toMatch(/^UnknownOperationException: /);
  });

  it('asks for permissions on rules', () => {
    const of = (operation: string, input: Record<string, unknown>) =>
      world.events.service.permissions({ operation, input, principal: { arn: 'local:root' } });

    expect(of('PutRule', { Name: 'orders' })).toEqual([{ action: 'events:PutRule', resource: ARN }]);
    expect(
      of('PutTargets', { Rule: 'orders', EventBusName: 'mine', Targets: [{ Id: 'f', Arn: FUNCTION }] }),
    ).toEqual([{ action: 'events:PutTargets', resource: ARN.replace('orders', 'mine/orders') }]);
    expect(of('ListRules', {})).toEqual([{ action: 'events:ListRules', resource: '*' }]);
  });
});

describe('a template', () => {
  it('brings buses and rules, in any order', async () => {
    world.events.provision([
      aRule('orders', {
        EventBusName: 'mine',
        EventPattern: { source: ['shop'] },
        State: 'ENABLED',
        Targets: [{ Id: 'Target0', Arn: FUNCTION, RetryPolicy: { MaximumRetryAttempts: 2 } }],
      }),
      { logicalId: 'bus', type: 'AWS::Events::EventBus', physicalId: 'mine', properties: { Name: 'mine' } },
      { logicalId: 'other', type: 'AWS::S3::Bucket', physicalId: 'b', properties: {} },
    ]);

    await world.call('PutEvents', {
      Entries: [
        anEntry(),
        anEntry({}, { EventBusName: 'arn:aws:events:eu-central-1:123456789012:event-bus/mine' }),
      ],
    });

    expect(world.invoked).toHaveLength(1);
    expect(await world.call('ListRules', { EventBusName: 'mine' })).toMatchObject({
      Rules: [{ Arn: 'arn:aws:events:eu-central-1:123456789012:rule/mine/orders' }],
    });
  });

  it.each([
    ['an unknown operator', { EventPattern: { a: [{ like: 1 }] } }, /AWS::Events::Rule orders: .*like/],
    [
      'an unknown property',
      { EventPattern: { a: ['x'] }, Colour: 'red' },
      /orders: Colour: is not supported/,
    ],
    [
      'a target that is not here',
      { EventPattern: { a: ['x'] }, Targets: [{ Id: 't', Arn: 'arn:aws:sns:x:1:y' }] },
      /no target here/,
    ],
    [
      'a schedule on its own bus',
      { ScheduleExpression: 'rate(1 day)', EventBusName: 'mine' },
      /does not exist|default event bus/,
    ],
  ])('is refused with %s', (_what, properties, reason) => {
    const provision = () => {
      world.events.provision([aRule('orders', properties)]);
    };

    expect(provision).toThrow(reason);
  });
});
