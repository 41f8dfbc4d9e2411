import { DynamoDbCardStore } from '../../../lib/aws/dynamodb-card-store.ts';
import { DynamoDbClickMemory } from '../../../lib/aws/dynamodb-click-memory.ts';
import { aControlTable } from '../../support/dynamodb/control-table.ts';
import { onEveryEngine } from '../../support/dynamodb/on-every-engine.ts';

const CLOCK = { now: () => 1_769_904_000_000 };

onEveryEngine('clicks and cards', (client) => {
  it('take a click once, of twenty at a time', async () => {
    const clicks = new DynamoDbClickMemory(client(), await aControlTable(client()), CLOCK);

    const taken = await Promise.all(Array.from({ length: 20 }, () => clicks.take('v0=abc')));

    expect(taken.filter(Boolean)).toHaveLength(1);
    expect(await clicks.take('v0=abc')).toBe(false);
    expect(await clicks.take('v0=abd')).toBe(true);
  });

  it('know the last message of each card, by incident', async () => {
    const cards = new DynamoDbCardStore(client(), await aControlTable(client()), CLOCK);

    await cards.keep('INC-1', 'incident', '1.1');
    await cards.keep('INC-1', 'incident', '1.2');
    await cards.keep('INC-1', 'approval', '2.1');

    expect(await cards.read('INC-1', 'incident')).toBe('1.2');
    expect(await cards.read('INC-1', 'approval')).toBe('2.1');
    expect(await cards.read('INC-2', 'incident')).toBeUndefined();
  });

  it('list what is kept of an incident under names that begin the same', async () => {
    const cards = new DynamoDbCardStore(client(), await aControlTable(client()), CLOCK);
    await cards.keep('INC-1', 'incident', '1.1');
    for (const name of ['page#a', 'page#b']) await cards.keep('INC-1', name, name.toUpperCase());
    await cards.keep('INC-12', 'page#c', 'of another');

    expect(await cards.startingWith('INC-1', 'page#')).toEqual(['PAGE#A', 'PAGE#B']);
    expect(await cards.startingWith('INC-3', 'page#')).toEqual([]);
  });
});
