import { DynamoDbIncidentStore } from '../../../lib/aws/dynamodb-incident-store.ts';
import { DynamoDbNotificationOutbox } from '../../../lib/aws/dynamodb-notification-outbox.ts';
import type { TimelineLine } from '../../../lib/contracts/incident-item.ts';
import type { NotificationItem } from '../../../lib/contracts/notification.ts';
import type { NotificationOutbox } from '../../../lib/incidents/notifications.ts';
import { aControlTable } from '../../support/dynamodb/control-table.ts';
import { onEveryEngine } from '../../support/dynamodb/on-every-engine.ts';
import { aLine, anIncident, OPENED_AT } from '../../support/incidents/builders.ts';
import { InMemoryIncidentStore } from '../../support/incidents/in-memory-incident-store.ts';
import { InMemoryNotificationOutbox } from '../../support/incidents/in-memory-outbox.ts';
import { aTransactor } from '../../support/outcomes/transactor.ts';

const pickLetter = ({ incident_id, line_id, kind, at }: NotificationItem) => ({
  incident_id,
  line_id,
  kind,
  at,
});

interface World {
  readonly outbox: NotificationOutbox;
  /** Writes lines of an incident, as whoever has something to say does. */
  readonly say: (...lines: readonly TimelineLine[]) => Promise<void>;
}

const INCIDENT = anIncident();
const WARNING = aLine({ notify: 'warning' });
const CLAIM = { now: OPENED_AT, until: OPENED_AT + 1_000 };

function outboxContract(world: () => World | Promise<World>): void {
  let outbox: NotificationOutbox;
  let say: World['say'];
  beforeEach(async () => {
    ({ outbox, say } = await world());
  });
  const first = async () => {
    const [item] = await outbox.due();
    if (!item) throw new Error('Nothing is due');
    return item;
  };

  it('holds what is to be told, oldest first, until it is removed', async () => {
    const later = aLine({ at: OPENED_AT + 9, text: 'later', notify: 'resolved' });
    await say(later, WARNING, aLine({ text: 'nobody is told' }));

    const before = await outbox.due();
    await outbox.remove(await first());
    await outbox.remove(before[0] ?? (await first()));

    expect(before.map(({ kind }) => kind)).toEqual(['warning', 'resolved']);
    expect(await outbox.due()).toEqual(before.slice(1));
  });

  it('lets one of twenty claim a message, and nobody else until that has run out', async () => {
    await say(WARNING);
    const item = await first();

    const claims = await Promise.all(Array.from({ length: 20 }, () => outbox.claim(item, CLAIM)));
    const early = await outbox.claim(item, { now: CLAIM.until - 1, until: CLAIM.until + 9 });
    const late = await outbox.claim(item, { now: CLAIM.until, until: CLAIM.until + 9 });

    expect([claims.filter(Boolean).length, early, late]).toEqual([1, false, true]);
  });

  it('keeps aside what channels never got, and makes it due again once it is due for nobody', async () => {
    await say(WARNING);
    const item = await first();
    for (const channel of ['slack', 'pagerduty', 'slack']) await outbox.giveUp(item, [channel], OPENED_AT);
    const [letter] = await outbox.givenUp();
    if (!letter) throw new Error('Nothing was kept');
    const again = { delivered: ['log'], now: OPENED_AT + 5 };

    const early = await outbox.revive(letter, again);
    await outbox.remove(item);
    const late = await outbox.revive(letter, again);

    expect(letter).toEqual({
      ...pickLetter(item),
      missing: expect.arrayContaining(['slack', 'pagerduty']) as unknown,
    });
    expect([letter.missing.length, early, late]).toEqual([2, false, true]);
    expect(await outbox.due()).toEqual([{ ...pickLetter(item), at: OPENED_AT + 5, delivered: ['log'] }]);
    expect(await outbox.givenUp()).toEqual([]);
  });

  it('remembers who has it, and refuses a claim of who does not know that', async () => {
    await say(WARNING);
    const item = await first();
    await outbox.claim(item, CLAIM);

    await outbox.settle(item, ['pagerduty']);

    const settled = await first();
    expect(settled.delivered).toEqual(['pagerduty']);
    expect([await outbox.claim(item, CLAIM), await outbox.claim(settled, CLAIM)]).toEqual([false, true]);
  });

  it('does not bring back what was removed', async () => {
    await say(WARNING);
    const item = await first();
    await outbox.remove(item);

    await outbox.settle(item, ['log']);

    expect([await outbox.due(), await outbox.claim(item, CLAIM)]).toEqual([[], false]);
  });
}

describe('an outbox in memory', () => {
  outboxContract(async () => {
    const [store, outbox] = [new InMemoryIncidentStore(), new InMemoryNotificationOutbox()];
    await store.open(INCIDENT, []);
    return {
      outbox,
      say: async (...lines) => {
        for (const line of lines) await store.append(INCIDENT.incident_id, line);
        outbox.put(...store.notifications);
      },
    };
  });
});

onEveryEngine('an outbox on DynamoDB', (client) => {
  outboxContract(async () => {
    const table = await aControlTable(client());
    const store = new DynamoDbIncidentStore(aTransactor(client()), table);
    await store.open(INCIDENT, []);
    return {
      outbox: new DynamoDbNotificationOutbox(client(), table),
      say: async (...lines) => {
        for (const line of lines) await store.append(INCIDENT.incident_id, line);
      },
    };
  });
});
