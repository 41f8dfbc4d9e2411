import fc from 'fast-check';
import type { TimelineLine } from '../../../lib/contracts/incident-item.ts';
import { deliverDue, type DeliveryFailure } from '../../../lib/incidents/deliver-due.ts';
import { redeliver } from '../../../lib/incidents/redeliver.ts';
import {
  MessageFailedError,
  UndeliverableError,
  type NotificationChannel,
} from '../../../lib/incidents/notifications.ts';
import { aLine, anIncident, OPENED_AT } from '../../support/incidents/builders.ts';
import { InMemoryIncidentStore } from '../../support/incidents/in-memory-incident-store.ts';
import { InMemoryNotificationOutbox } from '../../support/incidents/in-memory-outbox.ts';

const HOUR = 3_600_000;

/** A channel that keeps what it was told, and fails as it is told to. */
function aChannel(name: string, fails: (text: string) => Error | undefined = () => undefined) {
  const told: string[] = [];
  const tries: string[] = [];
  const channel: NotificationChannel = {
    name,
    deliver: ({ line }) => {
      tries.push(line.text);
      const error = fails(line.text);
      if (error) return Promise.reject(error);
      told.push(line.text);
      return Promise.resolve();
    },
  };
  return { channel, told, tries };
}

function aWorld(...channels: readonly NotificationChannel[]) {
  const [incidents, outbox] = [new InMemoryIncidentStore(), new InMemoryNotificationOutbox()];
  const clock = { time: OPENED_AT, now: () => clock.time };
  const failures: DeliveryFailure[] = [];
  const deps = {
    ...{
      incidents,
      outbox,
      channels,
      clock,
      claimMs: 90_000,
      lateAfterMs: 300_000,
      givenUpAfterMs: 72 * HOUR,
    },
    onFailure: (failure: DeliveryFailure) => failures.push(failure),
    hasTime: () => true,
  };
  let lines = 0;
  return {
    ...{ deps, clock, failures, outbox },
    say: async (incident: number, text: string) => {
      const item = anIncident({ ulid: String(incident).padStart(26, '0') });
      await incidents.open(item, []);
      const line: TimelineLine = aLine({ at: OPENED_AT + (lines += 1), text, notify: 'warning' });
      await incidents.append(item.incident_id, line);
      outbox.put(...incidents.notifications.splice(0));
    },
    run: (change: Partial<typeof deps> = {}) => deliverDue({ ...deps, ...change }),
  };
}

const down = () => new Error('down');

describe('delivering what is due', () => {
  it('tells every channel once, oldest first, and then nobody again', async () => {
    const [one, other] = [aChannel('one'), aChannel('other')];
    const world = aWorld(one.channel, other.channel);
    for (const text of ['a', 'b', 'c']) await world.say(1, text);

    const first = await world.run();
    const second = await world.run();

    expect(one.told).toEqual(['a', 'b', 'c']);
    expect(other.told).toEqual(['a', 'b', 'c']);
    expect([first.delivered, second.delivered]).toEqual([3, 0]);
  });

  it('loses nothing and repeats nothing while a channel is down for an hour', async () => {
    let isDown = true;
    const broken = aChannel('slack', () => (isDown ? down() : undefined));
    const well = aChannel('pagerduty');
    const world = aWorld(broken.channel, well.channel);
    const texts = Array.from({ length: 60 }, (_, minute) => `minute ${minute}`);

    for (const text of texts) {
      await world.say(1, text);
      await world.run();
      world.clock.time += 60_000;
    }
    isDown = false;
    const after = await world.run();

    expect(well.told).toEqual(texts);
    expect(broken.told).toEqual(texts);
    expect(after).toEqual({ delivered: 60, waiting: 0, late: 0, givenUp: 0 });
  });

  it('asks a channel that fails three times a run at most, and says what is late', async () => {
    const broken = aChannel('slack', down);
    const world = aWorld(broken.channel);
    for (let incident = 0; incident < 10; incident += 1) await world.say(incident, `of ${incident}`);
    world.clock.time += 400_000;

    const tally = await world.run();

    expect(broken.tries).toHaveLength(3);
    expect(tally).toEqual({ delivered: 0, waiting: 10, late: 10, givenUp: 0 });
    expect(world.failures.map(({ isGivenUp }) => isGivenUp)).toEqual([false, false, false]);
  });

  it('keeps no other incident waiting for messages that the channel does not take for now', async () => {
    const channel = aChannel('slack', (text) =>
      text.startsWith('bad') ? new MessageFailedError('refused') : undefined,
    );
    const world = aWorld(channel.channel);
    for (let incident = 0; incident < 5; incident += 1) await world.say(incident, `bad ${incident}`);
    await world.say(0, 'after bad 0');
    await world.say(5, 'good');

    const tallies = [await world.run(), await world.run()];

    expect(channel.told).toEqual(['good']);
    expect(channel.tries.filter((text) => text === 'bad 4')).toHaveLength(2);
    expect(tallies).toMatchObject([
      { delivered: 1, waiting: 6, givenUp: 0 },
      { delivered: 0, waiting: 6, givenUp: 0 },
    ]);
  });

  it('goes on after a message that the channel refuses for good', async () => {
    const channel = aChannel('slack', (text) =>
      text === 'b' ? new UndeliverableError('too long') : undefined,
    );
    const world = aWorld(channel.channel);
    for (const text of ['a', 'b', 'c']) await world.say(1, text);

    const tally = await world.run();

    expect(channel.told).toEqual(['a', 'c']);
    expect(tally).toMatchObject({ waiting: 0, givenUp: 1 });
    expect(world.failures).toMatchObject([{ channel: 'slack', isGivenUp: true }]);
  });

  it('gives up on what nobody took for three days', async () => {
    const world = aWorld(aChannel('slack', down).channel);
    await world.say(1, 'a');
    world.clock.time += 73 * HOUR;

    const tally = await world.run();

    expect([tally.givenUp, world.outbox.items.size]).toEqual([1, 0]);
  });

  it('keeps aside what a channel never got, and delivers it to that one alone when a person asks', async () => {
    let isDown = true;
    const broken = aChannel('slack', () => (isDown ? down() : undefined));
    const well = aChannel('pagerduty');
    const world = aWorld(broken.channel, well.channel);
    for (const text of ['a', 'b']) await world.say(1, text);
    world.clock.time += 73 * HOUR;
    for (let runs = 0; runs < 3; runs += 1) await world.run();
    const letters = await world.outbox.givenUp();
    isDown = false;

    const revived = await redeliver(world.deps);
    const tally = await world.run();

    expect(letters.map(({ missing }) => missing)).toEqual([['slack'], ['slack']]);
    expect([revived, tally.delivered, await redeliver(world.deps)]).toEqual([2, 2, 0]);
    expect([broken.told, well.told]).toEqual([
      ['a', 'b'],
      ['a', 'b'],
    ]);
  });

  it('is done once by two runs at once', async () => {
    const channel = aChannel('slack');
    const world = aWorld(channel.channel);
    for (const text of ['a', 'b', 'c', 'd']) await world.say(1, text);

    await Promise.all([world.run(), world.run()]);
    await world.run();

    expect(channel.told).toEqual(['a', 'b', 'c', 'd']);
  });

  it('begins nothing that there is no time for', async () => {
    const channel = aChannel('slack');
    const world = aWorld(channel.channel);
    await world.say(1, 'a');

    const tally = await world.run({ hasTime: () => false });

    expect([channel.tries, tally.waiting, world.outbox.items.size]).toEqual([[], 1, 1]);
  });

  it('keeps the order within each incident, whatever fails when', async () => {
    const says = fc.array(fc.integer({ min: 0, max: 3 }), { maxLength: 20 });
    const weather = fc.infiniteStream(fc.boolean());
    await fc.assert(
      fc.asyncProperty(says, weather, weather, async (incidents, one, other) => {
        const failsBy = (stream: Iterator<boolean>) => () =>
          stream.next().value === true ? down() : undefined;
        const [slack, pager] = [aChannel('slack', failsBy(one)), aChannel('pagerduty', failsBy(other))];
        const world = aWorld(slack.channel, pager.channel);
        const texts = incidents.map((incident, index) => `${incident}:${String(index).padStart(2, '0')}`);
        for (const [index, incident] of incidents.entries()) {
          await world.say(incident, texts[index] ?? '');
          await world.run();
        }
        for (let runs = 0; runs < 200 && world.outbox.items.size > 0; runs += 1) await world.run();

        for (const { told } of [slack, pager]) {
          expect(told.toSorted()).toEqual(texts.toSorted());
          for (const incident of ['0', '1', '2', '3']) {
            const own = told.filter((text) => text.startsWith(incident));
            expect(own).toEqual(own.toSorted());
          }
        }
      }),
      { numRuns: 100 },
    );
  });
});
