import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AwsError } from '../../../local/aws-endpoint/aws-error.ts';
import {
  anEntry,
  anEventsWorld,
  aRule,
  DEAD,
  FUNCTION,
  MACHINE,
  putRule,
  QUEUE,
  ROLE,
  START,
  unavailable,
  type EventsWorld,
} from './events-world.ts';

let world: EventsWorld;
beforeEach(async () => {
  world = await anEventsWorld();
});
afterEach(() => world.close());

const put = () => world.call('PutEvents', { Entries: [anEntry({ total: 5 })] });
const fail = (count: number, error = unavailable()) =>
  world.failures.push(...Array.from({ length: count }, () => error));
const deadLetters = () =>
  world.queued.map(({ body, attributes = {} }) => ({
    body: JSON.parse(body) as unknown,
    ...Object.fromEntries(Object.entries(attributes).map(([name, { StringValue }]) => [name, StringValue])),
  }));

describe('a delivery that fails', () => {
  it('is tried again, each time after twice as long', async () => {
    await putRule(world, 'orders', [{ Id: 'f', Arn: FUNCTION }]);
    fail(3);
    await put();

    await world.clock.advance(6_999);
    const before = world.invoked.length;
    await world.clock.advance(1);

    expect(before).toBe(0);
    expect(world.invoked).toMatchObject([{ at: START + 7_000, input: { detail: { total: 5 } } }]);
    expect(world.log).toEqual([]);
  });

  it('goes to the dead-letter queue when its retries are used up', async () => {
    await putRule(world, 'orders', [
      { Id: 'f', Arn: FUNCTION, RetryPolicy: { MaximumRetryAttempts: 2 }, DeadLetterConfig: { Arn: DEAD } },
    ]);
    fail(9);
    await put();

    await world.clock.advance(3_600_000);

    expect(world.failures).toHaveLength(6);
    expect(deadLetters()).toEqual([
      {
        body: expect.objectContaining({ source: 'shop', detail: { total: 5 } }),
        RULE_ARN: 'arn:aws:events:eu-central-1:123456789012:rule/orders',
        TARGET_ARN: FUNCTION,
        ERROR_CODE: 'ERROR_FROM_TARGET',
        ERROR_MESSAGE: 'Try later',
        EXHAUSTED_RETRY_CONDITION: 'MaximumRetryAttempts',
        RETRY_ATTEMPTS: '2',
      },
    ]);
  });

  it('goes to the dead-letter queue when it is too old', async () => {
    await putRule(world, 'orders', [
      {
        Id: 'f',
        Arn: FUNCTION,
        RetryPolicy: { MaximumEventAgeInSeconds: 60 },
        DeadLetterConfig: { Arn: DEAD },
      },
    ]);
    fail(99, new AwsError('TooManyRequestsException', 'Rate exceeded', { statusCode: 429 }));
    await put();

    await world.clock.advance(60_000);

    expect(deadLetters()).toMatchObject([
      {
        ERROR_CODE: 'THROTTLING',
        EXHAUSTED_RETRY_CONDITION: 'MaximumEventAgeInSeconds',
        RETRY_ATTEMPTS: '5',
      },
    ]);
  });

  it('is tried 185 times in a day when nothing else is said, then dropped', async () => {
    await putRule(world, 'orders', [{ Id: 'f', Arn: FUNCTION }]);
    fail(1_000);
    await put();

    await world.clock.advance(86_400_000);

    const attempts = 1_000 - world.failures.length;
    expect(attempts).toBeGreaterThan(100);
    expect(attempts).toBeLessThanOrEqual(186);
    expect(world.log).toEqual([expect.stringMatching(/^dropped event .* of .*rule\/orders/)]);
  });

  it.each([
    ['the target is not there', new AwsError('ResourceNotFoundException', 'No function'), 'NO_RESOURCE'],
    ['it is not allowed', new AwsError('AccessDeniedException', 'No', { statusCode: 403 }), 'NO_PERMISSIONS'],
    ['the input is wrong', new AwsError('InvalidParameterValueException', 'No'), 'SDK_CLIENT_ERROR'],
  ])('is not tried again when %s', async (_what, error, code) => {
    await putRule(world, 'orders', [{ Id: 'f', Arn: FUNCTION, DeadLetterConfig: { Arn: DEAD } }]);
    fail(1, error);

    await put();
    await world.clock.advance(3_600_000);

    const [letter] = deadLetters();
    expect(letter).toMatchObject({ ERROR_CODE: code, RETRY_ATTEMPTS: '0' });
    expect(letter).not.toHaveProperty('EXHAUSTED_RETRY_CONDITION');
    expect(world.invoked).toEqual([]);
  });

  it('is not tried again when its template does not make JSON of this event', async () => {
    const InputTransformer = { InputPathsMap: { a: '$.detail.a' }, InputTemplate: '{"a": "<a>"}' };
    await putRule(world, 'orders', [
      { Id: 'f', Arn: FUNCTION, InputTransformer, DeadLetterConfig: { Arn: DEAD } },
    ]);

    await world.call('PutEvents', { Entries: [anEntry({ a: 'say "hi"' })] });
    await world.clock.advance(0);

    expect(deadLetters()).toMatchObject([{ ERROR_CODE: 'INVALID_JSON' }]);
  });

  it('asks whoever owns the target first, with the role that a machine is started by', async () => {
    await putRule(world, 'orders', [
      { Id: 'f', Arn: FUNCTION },
      { Id: 'q', Arn: QUEUE },
      { Id: 'm', Arn: MACHINE, RoleArn: ROLE },
    ]);

    await put();

    const ruleArn: unknown = expect.stringMatching(/:rule\/orders$/);
    expect(world.asked).toEqual([
      { kind: 'lambda', targetArn: FUNCTION, ruleArn, roleArn: undefined },
      { kind: 'sqs', targetArn: QUEUE, ruleArn, roleArn: undefined },
      { kind: 'states', targetArn: MACHINE, ruleArn, roleArn: ROLE },
    ]);
  });

  it('reaches neither a target nor a dead-letter queue that does not let it', async () => {
    await putRule(world, 'orders', [{ Id: 'f', Arn: FUNCTION, DeadLetterConfig: { Arn: DEAD } }]);
    world.denied.push(FUNCTION, DEAD);

    await put();
    await world.clock.advance(3_600_000);

    expect([world.invoked, world.queued]).toEqual([[], []]);
    expect(world.log).toEqual([
      expect.stringMatching(/^dropped .*dead-letter queue failed: .*Nobody may call/),
    ]);
  });

  it('does not hold up the other targets', async () => {
    await putRule(world, 'orders', [
      { Id: '1', Arn: FUNCTION },
      { Id: '2', Arn: `${FUNCTION}-2` },
    ]);
    fail(1);

    await put();

    expect(world.invoked.map(({ functionArn }) => functionArn)).toEqual([`${FUNCTION}-2`]);
  });

  it('counts as made when the state machine ran already', async () => {
    await putRule(world, 'orders', [
      { Id: 'm', Arn: MACHINE, RoleArn: ROLE, DeadLetterConfig: { Arn: DEAD } },
    ]);
    fail(1, new AwsError('ExecutionAlreadyExists', 'Execution Already Exists'));

    await put();
    await world.clock.advance(3_600_000);

    expect(world.queued).toEqual([]);
    expect(world.log).toEqual([]);
  });
});

describe('after a restart', () => {
  let stateDir: string;
  beforeEach(() => {
    stateDir = mkdtempSync(join(tmpdir(), 'events-'));
  });
  afterEach(() => {
    rmSync(stateDir, { recursive: true });
  });

  const template = [
    aRule('orders', { EventPattern: { source: ['shop'] }, Targets: [{ Id: 'f', Arn: FUNCTION }] }),
    aRule('tick', { ScheduleExpression: 'rate(1 hour)', Targets: [{ Id: 'f', Arn: FUNCTION }] }),
  ];

  async function restart(startAt: number): Promise<void> {
    await world.close();
    world = await anEventsWorld({ stateDir, startAt });
  }

  it('what was accepted and not delivered is delivered, once', async () => {
    await restart(START);
    world.events.provision(template);
    fail(1);
    await put();

    await restart(START + 10_000);
    const early = world.invoked.length;
    world.events.provision(template);
    await world.clock.advance(0);
    const late = world.invoked.map(({ input }) => input);
    await restart(START + 20_000);
    world.events.provision(template);
    await world.clock.advance(1_000);

    expect(early).toBe(0);
    expect(late).toMatchObject([{ detail: { total: 5 } }]);
    expect(world.invoked).toEqual([]);
  });

  it('rules made by calls are there, and the states calls gave; a rate goes on in its rhythm', async () => {
    await restart(START);
    world.events.provision(template);
    await putRule(world, 'mine', [{ Id: 'f', Arn: FUNCTION }]);
    await world.call('DisableRule', { Name: 'orders' });

    await restart(START + 1_800_000);
    world.events.provision(template);
    const { Rules } = await world.call<{ Rules: { Name: string; State: string }[] }>('ListRules');
    await world.clock.advance(1_800_000);

    expect(Rules.map(({ Name, State }) => `${Name} ${State}`)).toEqual([
      'mine ENABLED',
      'orders DISABLED',
      'tick ENABLED',
    ]);
    expect(world.invoked).toMatchObject([{ at: START + 3_600_000 }]);
  });

  it('a rule that left the template is gone', async () => {
    await restart(START);
    world.events.provision(template);

    await restart(START);
    world.events.provision(template.slice(1));
    await put();

    expect(world.invoked).toEqual([]);
  });
});
