import { QueryCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { ApprovalStore } from '../../../lib/approvals/ports.ts';
import { askedTrace, settledTrace, warningLine } from '../../../lib/approvals/trace.ts';
import { DynamoDbApprovalStore } from '../../../lib/aws/dynamodb-approval-store.ts';
import type { ApprovalItem } from '../../../lib/contracts/approval-item.ts';
import { anApproval, ASKED_AT, INCIDENT } from '../../support/approvals/builders.ts';
import { InMemoryApprovalStore } from '../../support/approvals/in-memory-approval-store.ts';
import { aControlTable } from '../../support/dynamodb/control-table.ts';
import { onEveryEngine } from '../../support/dynamodb/on-every-engine.ts';
import { aTransactor } from '../../support/outcomes/transactor.ts';

/** A store, and a look behind it. */
interface World {
  readonly store: ApprovalStore;
  /** Texts of the incident's lines. */
  readonly timeline: () => Promise<readonly string[]>;
}

const APPROVAL = anApproval();
const ID = APPROVAL.approval_id;

const settled = (change: Partial<ApprovalItem> = {}): ApprovalItem => ({
  ...APPROVAL,
  status: 'approved',
  decided_at: ASKED_AT + 1_000,
  decided_by: 'ada',
  decided_via: 'api',
  comment: 'go on',
  callback: 'due',
  ...change,
});

const REJECTED = settled({ status: 'rejected', decided_by: 'bob', callback: 'none' });

function approvalStoreContract(world: () => World | Promise<World>): void {
  let store: ApprovalStore;
  let timeline: World['timeline'];
  beforeEach(async () => {
    ({ store, timeline } = await world());
  });
  const asked = (token = 'token-1') => store.ask(APPROVAL, token, askedTrace(APPROVAL));
  const settle = (approval = settled()) => store.settle(approval, settledTrace(approval));
  const outcomes = async () =>
    (await store.auditLines(ID, 100)).map(({ outcome, actor }) => [outcome, actor]);

  it('knows nothing before it is asked, and every field after', async () => {
    const before = [await store.read(ID), await store.tokens(ID), await store.open()];

    const standing = await asked();

    expect(before).toEqual([undefined, [], []]);
    expect(standing).toEqual(APPROVAL);
    expect(await store.read(ID)).toEqual(APPROVAL);
    expect(await store.tokens(ID)).toEqual(['token-1']);
    expect(await store.open()).toEqual([{ approval_id: ID, execution_id: APPROVAL.execution_id }]);
    expect(await timeline()).toEqual([expect.stringContaining('asked for')]);
    expect(await outcomes()).toEqual([['asked', 'artisan']]);
  });

  it('keeps the first question and each token of twenty who ask at once', async () => {
    const standing = await Promise.all(
      Array.from({ length: 20 }, (_, i) => {
        const again = { ...APPROVAL, requested_at: ASKED_AT + i };
        return store.ask(again, `token-${i % 5}`, askedTrace(again));
      }),
    );

    expect(new Set(standing.map(({ requested_at }) => requested_at)).size).toBe(1);
    expect((await store.tokens(ID)).toSorted()).toEqual([0, 1, 2, 3, 4].map((i) => `token-${i}`));
    expect(await store.open()).toHaveLength(1);
    expect(await timeline()).toHaveLength(1);
  });

  it('lets one of twenty who settle at once win, and tells the others who', async () => {
    await asked();

    const standing = await Promise.all(
      Array.from({ length: 20 }, (_, i) =>
        settle(settled({ status: i % 2 === 0 ? 'approved' : 'rejected', decided_by: `person-${i}` })),
      ),
    );

    expect(new Set(standing.map(({ decided_by }) => decided_by)).size).toBe(1);
    expect(await store.read(ID)).toEqual(standing[0]);
    expect(await timeline()).toHaveLength(2);
    expect(await outcomes()).toHaveLength(2);
  });

  it('settles only the plan that stands', async () => {
    await asked();

    const standing = await settle(settled({ plan_hash: 'sha256:other' }));

    expect(standing).toEqual(APPROVAL);
    expect(await outcomes()).toEqual([['asked', 'artisan']]);
  });

  it('stays open until all who wait have been told, and forgets the tokens then', async () => {
    await asked('token-1');
    await settle();
    await asked('token-2');

    await store.told(ID, ['token-1']);
    const between = [(await store.read(ID))?.callback, (await store.open()).length];
    await store.told(ID, ['token-1', 'token-2']);

    expect(between).toEqual(['due', 1]);
    expect((await store.read(ID))?.callback).toBe('done');
    expect([await store.open(), await store.tokens(ID)]).toEqual([[], []]);
  });

  it('is due again for a task that asks after it was told, and not for one token less', async () => {
    await asked('token-1');
    await settle();
    await store.told(ID, ['token-1']);

    const standing = await asked('token-2');
    await store.told(ID, ['token-1']);

    expect(standing).toMatchObject({ status: 'approved', callback: 'due' });
    expect([(await store.read(ID))?.callback, await store.tokens(ID)]).toEqual(['due', ['token-2']]);
    expect(await store.open()).toHaveLength(1);
  });

  it('is done with at once where nobody has to be told', async () => {
    await asked();

    await settle(REJECTED);

    expect(await store.read(ID)).toEqual(REJECTED);
    expect([await store.open(), await store.tokens(ID)]).toEqual([[], []]);
  });

  it('is warned of once, while it is pending', async () => {
    await asked();
    const warn = (at: number) => store.warn(APPROVAL, at, warningLine(APPROVAL, at));

    const warned = await Promise.all([1, 2, 3].map((i) => warn(ASKED_AT + i)));
    await settle();
    const late = await warn(ASKED_AT + 4);

    expect(warned.toSorted()).toEqual([false, false, true]);
    expect(late).toBe(false);
    expect((await timeline()).filter((text) => text.includes('ends at'))).toHaveLength(1);
  });

  it('keeps the first of two audit lines of one id, and the newest when asked for a few', async () => {
    const line = { actor: 'eve', via: 'api', outcome: 'refused', reason: 'own_request' } as const;
    await store.audit(ID, { ...line, id: '1', at: 1 });
    await store.audit(ID, { ...line, id: '1', at: 2 });
    await store.audit(ID, { ...line, id: '2', at: 3 });

    const all = await store.auditLines(ID, 10);
    const newest = await store.auditLines(ID, 1);

    expect(all.map(({ at }) => at)).toEqual([1, 3]);
    expect(newest).toEqual([{ ...line, id: '2', at: 3 }]);
  });

  it('lists them newest first, in pages, by status', async () => {
    for (let i = 0; i < 7; i += 1) {
      const approval = anApproval({ approval_id: `A${i}` });
      await store.ask(approval, 'token', askedTrace(approval));
      const end = { ...settled({ status: 'rejected' }), approval_id: `A${i}` };
      if (i % 2 === 0) await store.settle(end, settledTrace(end));
    }
    const pages = async (query: { limit: number; status?: ApprovalItem['status'] }) => {
      const seen: string[] = [];
      let after: string | undefined;
      do {
        const page = await store.list({ ...query, ...(after !== undefined && { after }) });
        expect(page.items.length).toBeLessThanOrEqual(query.limit);
        seen.push(...page.items.map(({ approval_id }) => approval_id));
        after = page.next;
      } while (after !== undefined);
      return seen;
    };

    const all = await pages({ limit: 3 });
    const rejected = await pages({ limit: 3, status: 'rejected' });
    const expired = await pages({ limit: 3, status: 'expired' });

    expect(all).toEqual(['A6', 'A5', 'A4', 'A3', 'A2', 'A1', 'A0']);
    expect(rejected).toEqual(['A6', 'A4', 'A2', 'A0']);
    expect(expired).toEqual([]);
  });
}

describe('an approval store in memory', () => {
  approvalStoreContract(() => {
    const store = new InMemoryApprovalStore();
    return { store, timeline: () => Promise.resolve([...store.timeline.values()].map(({ text }) => text)) };
  });
});

onEveryEngine('approvals on DynamoDB', (client) => {
  approvalStoreContract(() => aWorld(client()));
});

async function aWorld(client: DynamoDBClient): Promise<World> {
  const table = await aControlTable(client);
  return {
    store: new DynamoDbApprovalStore(aTransactor(client), table),
    timeline: async () => {
      const command = new QueryCommand({
        TableName: table,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': { S: `incident#${INCIDENT}` } },
      });
      const { Items = [] } = await client.send(command);
      return Items.map((item) => String(unmarshall(item)['text']));
    },
  };
}
