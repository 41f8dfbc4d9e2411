import { QueryCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import * as v from 'valibot';
import { DynamoDbIncidentStore } from '../../../lib/aws/dynamodb-incident-store.ts';
import type { IncidentItem } from '../../../lib/contracts/incident-item.ts';
import { notificationItem, type NotificationItem } from '../../../lib/contracts/notification.ts';
import { INCIDENT_KEYS } from '../../../lib/contracts/runbook-keys.ts';
import type { BoundedLine, IncidentStore, Page, PageRequest } from '../../../lib/incidents/ports.ts';
import { aControlTable } from '../../support/dynamodb/control-table.ts';
import { onEveryEngine } from '../../support/dynamodb/on-every-engine.ts';
import { aLine, anIncident, OPENED_AT } from '../../support/incidents/builders.ts';
import { InMemoryIncidentStore } from '../../support/incidents/in-memory-incident-store.ts';
import { aTransactor } from '../../support/outcomes/transactor.ts';

/** A store, and a look behind it. */
interface World {
  readonly store: IncidentStore;
  /** What people still have to be told, oldest first. */
  readonly told: () => Promise<readonly NotificationItem[]>;
}

const BOUND = { most: 3, more: 'more are counted', now: OPENED_AT };

const EFFECT = { id: 'E', now: OPENED_AT };

const times = <T>(count: number, work: (index: number) => Promise<T>) =>
  Promise.all(Array.from({ length: count }, (_, index) => work(index)));

const aBlock = (index: number): BoundedLine => ({
  ...aLine({ at: OPENED_AT + index, text: `blocked ${index}` }),
  kind: 'blocked',
});

const resolvedOf = (incident: IncidentItem, by = 'ada'): IncidentItem => ({
  ...incident,
  status: 'resolved',
  version: incident.version + 1,
  resolved_at: OPENED_AT + 9,
  resolved_by: by,
  resolution: 'restarted it',
});

const RESOLVED = aLine({ at: OPENED_AT + 9, kind: 'resolved', notify: 'resolved' });

async function everyPage<Item>(read: (page: PageRequest) => Promise<Page<Item>>): Promise<Item[]> {
  const items: Item[] = [];
  let after: string | undefined;
  do {
    const page = await read({ limit: 3, ...(after !== undefined && { after }) });
    items.push(...page.items);
    after = page.next;
  } while (after !== undefined);
  return items;
}

function incidentStoreContract(world: () => World | Promise<World>): void {
  let store: IncidentStore;
  let told: World['told'];
  beforeEach(async () => {
    ({ store, told } = await world());
  });
  const incident = anIncident({ runbook: 'rl_reward_runaway_rollback', resource: 'run#run-1' });
  const id = incident.incident_id;
  const textsOf = async () => (await store.timeline(id, { limit: 100 })).items.map(({ text }) => text);

  it('knows no incident before it is opened, and every field of it after', async () => {
    const before = await store.read(id);
    await store.open(incident, [aLine()]);

    expect(before).toBeUndefined();
    expect(await store.read(id)).toEqual(incident);
    expect((await store.timeline(id, { limit: 9 })).items).toEqual([aLine()]);
  });

  it('opens one of twenty at once, with the lines of that one', async () => {
    const opened = await times(20, (index) =>
      store.open({ ...incident, created_by: `opener-${index}` }, [aLine({ text: `by opener-${index}` })]),
    );

    const [standing, ...others] = new Set(opened.map(({ created_by }) => created_by));
    expect(others).toEqual([]);
    expect(await textsOf()).toEqual([`by ${standing}`]);
  });

  it('keeps a line whole, offers and links included', async () => {
    const line = aLine({
      execution_id: 'E1',
      approval_id: 'A1',
      notify: 'escalated',
      offers: [
        {
          title: 'Stop',
          method: 'POST',
          path: '/v1/runs/r/directives',
          body: { action: 'stop', n: [1, null] },
        },
      ],
    });
    await store.open(incident, []);
    await store.append(id, line);

    expect((await store.timeline(id, { limit: 9 })).items).toEqual([line]);
  });

  it('adds a line once for its id, and leaves the first as it is', async () => {
    await store.open(incident, []);
    const line = aLine();

    const added = await times(10, (index) => store.append(id, { ...line, actor: `a${index}` }));
    const late = await store.append(id, { ...line, text: 'another' });

    expect([added.filter(Boolean).length, late]).toEqual([1, false]);
    expect(await textsOf()).toEqual([line.text]);
  });

  it('tells people of a line once, together with it', async () => {
    await store.open(incident, []);
    const line = aLine({ notify: 'warning' });

    await times(5, () => store.append(id, line));
    await store.append(id, aLine({ text: 'nobody is told of this' }));

    expect(await told()).toEqual([
      { incident_id: id, line_id: line.id, kind: 'warning', at: line.at, delivered: [] },
    ]);
  });

  it('opens one for one effect, whatever ids its tries drew', async () => {
    const ulids = Array.from({ length: 10 }, (_, index) => `${index}`.padStart(26, '0'));

    const opened = await Promise.all(
      ulids.map((ulid) => store.open(anIncident({ ulid }), [aLine()], EFFECT)),
    );

    expect(new Set(opened.map(({ incident_id }) => incident_id)).size).toBe(1);
    expect((await store.list({ limit: 20 })).items).toHaveLength(1);
  });

  it('notes once for one effect, and answers with the line that stands', async () => {
    await store.open(incident, []);
    const notes = Array.from({ length: 10 }, (_, index) => aLine({ kind: 'note', text: `try ${index}` }));

    const noted = await Promise.all(notes.map((line) => store.note(id, line, EFFECT)));
    const other = await store.note(id, aLine({ kind: 'note', text: 'another', at: OPENED_AT + 2 }));

    expect(new Set(noted.map(({ text }) => text))).toEqual(new Set([noted[0]?.text]));
    expect(await textsOf()).toEqual([other.text, noted[0]?.text]);
  });

  it('notes nothing of an incident that is not there', async () => {
    for (const effect of [EFFECT, undefined])
      await expect(store.note('INC-none', aLine(), effect)).rejects.toMatchObject({
        name: 'IncidentNotFoundError',
      });
  });

  it('lists lines newest first, in pages, each once', async () => {
    await store.open(incident, []);
    await times(7, (index) => store.append(id, aLine({ at: OPENED_AT + index, text: `line ${index}` })));

    const lines = await everyPage((page) => store.timeline(id, page));

    expect(lines.map(({ text }) => text)).toEqual([6, 5, 4, 3, 2, 1, 0].map((index) => `line ${index}`));
  });

  it('lists lines that are more than a page of DynamoDB holds, each once', async () => {
    await store.open(incident, []);
    const offers = [{ title: 'x'.repeat(10_000), method: 'POST' as const, path: '/' }];
    await times(150, (index) => store.append(id, aLine({ at: OPENED_AT + index, text: `${index}`, offers })));

    const lines = await everyPage((page) => store.timeline(id, { ...page, limit: 200 }));

    expect(lines.map(({ text }) => Number(text))).toEqual(Array.from({ length: 150 }, (_, i) => 149 - i));
  });

  it('lists so many of a bounded kind, then says that more are counted, and counts them', async () => {
    await store.open(incident, []);

    for (let index = 0; index < 7; index += 1) await store.appendBounded(id, aBlock(index), BOUND);

    expect((await textsOf()).toReversed()).toEqual(['blocked 0', 'blocked 1', 'blocked 2', BOUND.more]);
    expect(await store.read(id)).toEqual({ ...incident, blocked_count: 7 });
  });

  it('counts each of twenty at once, in whatever order, and each once however often it comes', async () => {
    await store.open(incident, []);

    const added = await times(40, (index) => store.appendBounded(id, aBlock(index % 20), BOUND));
    const again = await times(20, (index) => store.appendBounded(id, aBlock(index), BOUND));

    expect(added.filter(Boolean)).toHaveLength(20);
    expect(again.filter(Boolean)).toEqual([]);
    expect((await store.read(id))?.blocked_count).toBe(20);
    expect((await textsOf()).filter((text) => text === BOUND.more)).toHaveLength(1);
    expect(await textsOf()).toHaveLength(4);
  });

  it('bounds each kind by itself', async () => {
    await store.open(incident, []);

    for (let index = 0; index < 4; index += 1) await store.appendBounded(id, aBlock(index), BOUND);
    await store.appendBounded(id, { ...aBlock(9), kind: 'trigger' }, BOUND);

    expect(await store.read(id)).toMatchObject({ blocked_count: 4, trigger_count: 1 });
    expect((await textsOf())[0]).toBe('blocked 9');
  });

  it('counts nothing of an incident that is not there', async () => {
    await expect(store.appendBounded('INC-none', aBlock(1), BOUND)).rejects.toMatchObject({
      name: 'IncidentNotFoundError',
    });
  });

  it('is resolved once by twenty at once, beside twenty who add lines', async () => {
    await store.open(incident, []);

    const [resolved] = await Promise.all([
      Promise.allSettled(
        Array.from({ length: 20 }, (_, index) => store.resolve(resolvedOf(incident, `p${index}`), RESOLVED)),
      ),
      times(20, (index) => store.append(id, aLine({ at: OPENED_AT + index, text: `line ${index}` }))),
      times(20, (index) => store.appendBounded(id, aBlock(index), BOUND)),
    ]);

    const refused = resolved.filter((result) => result.status === 'rejected');
    expect(refused).toHaveLength(19);
    for (const { reason } of refused) expect(reason).toMatchObject({ name: 'IncidentChangedError' });
    expect(await store.read(id)).toMatchObject({ status: 'resolved', version: 2, blocked_count: 20 });
    expect(await textsOf()).toHaveLength(20 + BOUND.most + 1 + 1);
    expect(await told()).toMatchObject([{ kind: 'resolved' }]);
  });

  it('lists incidents newest first, in pages, and those of a status', async () => {
    const made = await times(7, (index) => {
      const ulid = `${index}`.padStart(26, '0');
      return store.open(anIncident({ ulid, title: `incident ${index}` }), []);
    });
    for (const one of made.slice(2, 5)) await store.resolve(resolvedOf(one), RESOLVED);
    const titles = async (status?: IncidentItem['status']) => {
      const items = await everyPage((page) => store.list({ ...page, ...(status && { status }) }));
      return items.map(({ title }) => Number(title.split(' ')[1]));
    };

    expect(await titles()).toEqual([6, 5, 4, 3, 2, 1, 0]);
    expect(await titles('open')).toEqual([6, 5, 1, 0]);
    expect(await titles('resolved')).toEqual([4, 3, 2]);
  });
}

describe('an incident store in memory', () => {
  incidentStoreContract(() => {
    const store = new InMemoryIncidentStore();
    return { store, told: () => Promise.resolve(store.notifications) };
  });
});

onEveryEngine('incidents on DynamoDB', (client) => {
  incidentStoreContract(() => aWorld(client()));
});

async function aWorld(client: DynamoDBClient): Promise<World> {
  const table = await aControlTable(client);
  return {
    store: new DynamoDbIncidentStore(aTransactor(client), table),
    told: async () => {
      const command = new QueryCommand({
        TableName: table,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': { S: INCIDENT_KEYS.notifications } },
      });
      const { Items = [] } = await client.send(command);
      return Items.map((item) => v.parse(notificationItem, unmarshall(item)));
    },
  };
}
