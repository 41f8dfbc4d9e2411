import { perSelection } from '../../../../bench/operations/tally.ts';

describe('the tally of a selection', () => {
  it('counts reads and writes and their units apart, and leaves out what belongs to the container', () => {
    const operations = [
      { name: 'GetItem', table: 'sessions', units: 0.5 },
      { name: 'PutItem', table: 'sessions', units: 1 },
      { name: 'GetItem', table: 'control', units: 1 },
      { name: 'BatchGetItem', table: 'control', units: 1.5 },
      { name: 'GetItem', table: 'sessions', units: 0.5 },
    ];

    const tally = perSelection(operations, 2);

    expect(tally).toEqual({ reads: 1, readUnits: 0.5, writes: 0.5, writeUnits: 0.5 });
  });

  it('takes every operation that it does not know for a write', () => {
    const operations = [
      { name: 'UpdateItem', table: 'control', units: 1 },
      { name: 'TransactWriteItems', table: 'sessions', units: 4 },
    ];

    expect(perSelection(operations, 1)).toMatchObject({ writes: 2, writeUnits: 5 });
  });
});
