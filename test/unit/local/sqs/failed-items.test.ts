import fc from 'fast-check';
import { failedItems } from '../../../../local/sqs/event-source/failed-items.ts';

const BATCH = ['a', 'b', 'c'];

describe('the answer of a function that reports batch item failures', () => {
  it.each(['', 'null', '{}', '{"batchItemFailures":null}', '{"batchItemFailures":[]}'])(
    '%j is complete success',
    (answer) => {
      expect(failedItems(answer, BATCH)).toEqual([]);
    },
  );

  it.each([
    'not JSON',
    '"text"',
    '{"batchItemFailures":{}}',
    '{"batchItemFailures":[{"itemIdentifier":""}]}',
    '{"batchItemFailures":[{"itemIdentifier":null}]}',
    '{"batchItemFailures":[{"itemidentifier":"a"}]}',
    '{"batchItemFailures":[{"itemIdentifier":"a"},{"itemIdentifier":"of another batch"}]}',
  ])('%j is complete failure', (answer) => {
    expect(failedItems(answer, BATCH)).toEqual(BATCH);
  });

  it('names exactly the failed ones of any batch', () => {
    const batches = fc
      .uniqueArray(fc.uuid(), { minLength: 1 })
      .chain((ids) => fc.record({ ids: fc.constant(ids), failed: fc.subarray(ids) }));

    fc.assert(
      fc.property(batches, ({ ids, failed }) => {
        const answer = JSON.stringify({
          batchItemFailures: failed.map((itemIdentifier) => ({ itemIdentifier })),
        });
        expect(failedItems(answer, ids)).toEqual(failed);
      }),
    );
  });
});
