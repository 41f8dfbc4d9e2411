import { anEventsWorld, aRule, FUNCTION, START, type EventsWorld } from './events-world.ts';

let world: EventsWorld;
beforeEach(async () => {
  world = await anEventsWorld();
});
afterEach(() => world.close());

const DAY = 86_400_000;
const times = () => world.invoked.map(({ input }) => (input as { time: string }).time);
const scheduled = (name: string, ScheduleExpression: string, more: object = {}) =>
  aRule(name, { ScheduleExpression, Targets: [{ Id: 'f', Arn: FUNCTION }], ...more });

describe('a scheduled rule', () => {
  it('gives its targets the documented event', async () => {
    world.events.provision([scheduled('daily', 'cron(0 10 * * ? *)')]);

    await world.clock.advance(DAY);

    expect(world.invoked.map(({ input }) => input)).toEqual([
      {
        version: '0',
        id: expect.any(String),
        'detail-type': 'Scheduled Event',
        source: 'aws.events',
        account: '123456789012',
        time: '2026-01-01T10:00:00Z',
        region: 'eu-central-1',
        resources: ['arn:aws:events:eu-central-1:123456789012:rule/daily'],
        detail: {},
      },
    ]);
  });

  it('fires every due time once and in order when the clock is moved by a day', async () => {
    world.events.provision([
      scheduled('quarter', 'rate(15 minutes)'),
      scheduled('hour', 'cron(0 * * * ? *)', { Targets: [{ Id: 'f', Arn: `${FUNCTION}-hour` }] }),
    ]);

    await world.clock.advance(DAY);

    const of = (arn: string) =>
      world.invoked.filter(({ functionArn }) => functionArn === arn).map(({ at }) => at);
    expect(of(FUNCTION)).toEqual(Array.from({ length: 96 }, (_, n) => START + (n + 1) * 900_000));
    expect(of(`${FUNCTION}-hour`)).toEqual(Array.from({ length: 24 }, (_, n) => START + (n + 1) * 3_600_000));
    expect(world.invoked.map(({ at }) => at)).toEqual(
      world.invoked.map(({ at }) => at).sort((a, b) => a - b),
    );
  });

  it('does nothing while it is disabled, and catches up on nothing', async () => {
    world.events.provision([scheduled('quarter', 'rate(15 minutes)', { State: 'DISABLED' })]);

    await world.clock.advance(DAY);
    await world.call('EnableRule', { Name: 'quarter' });
    await world.clock.advance(900_000);
    await world.call('DisableRule', { Name: 'quarter' });
    await world.clock.advance(DAY);

    expect(times()).toEqual(['2026-01-02T00:15:00Z']);
  });

  it('follows a new expression, and ends when it is deleted', async () => {
    world.events.provision([scheduled('x', 'rate(15 minutes)')]);
    await world.clock.advance(900_000);

    await world.call('PutRule', { Name: 'x', ScheduleExpression: 'rate(1 hour)' });
    await world.clock.advance(3_600_000);
    await world.call('RemoveTargets', { Rule: 'x', Ids: ['f'] });
    await world.call('DeleteRule', { Name: 'x' });
    await world.clock.advance(DAY);

    expect(times()).toEqual(['2026-01-01T00:15:00Z', '2026-01-01T01:15:00Z']);
  });

  it('ends with the last year it names', async () => {
    world.events.provision([scheduled('once', 'cron(30 0 1 1 ? 2026)')]);

    await world.clock.advance(400 * DAY);

    expect(times()).toEqual(['2026-01-01T00:30:00Z']);
  });

  it('may also match events', async () => {
    world.events.provision([scheduled('both', 'rate(1 hour)', { EventPattern: { source: ['aws.states'] } })]);

    world.events.publish({ source: 'aws.states', detailType: 'x', resources: [], detail: {} });
    await world.clock.advance(3_600_000);

    expect(world.invoked.map(({ input }) => input)).toMatchObject([
      { source: 'aws.states' },
      { source: 'aws.events' },
    ]);
  });

  it('fires no more once the bridge is closed', async () => {
    world.events.provision([scheduled('quarter', 'rate(15 minutes)')]);

    await world.events.close();
    await world.clock.advance(DAY);

    expect(world.invoked).toEqual([]);
  });
});
