import * as fc from 'fast-check';
import { createKeyIndex, keyOfSortKey, sortKeyOf } from '../../../../../local/s3/store/key-index.ts';
import { anObject } from './an-object.ts';

const key = fc.string({ unit: 'binary', minLength: 1, maxLength: 4 });

describe('a key index', () => {
  it('holds what a map would, in the order of UTF-8 bytes, after any changes', () => {
    const change = fc.record({ key, remove: fc.boolean() });
    fc.assert(
      fc.property(fc.array(change, { maxLength: 60 }), (changes) => {
        const index = createKeyIndex();
        const model = new Map<string, number>();
        for (const [position, { key: name, remove }] of changes.entries()) {
          if (remove) {
            index.delete(name);
            model.delete(name);
          } else {
            index.set(anObject({ key: name, sizeBytes: position }));
            model.set(name, position);
          }
        }

        const inOrder = [...model].sort(([a], [b]) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
        expect([...index.records()].map((record) => [record.key, record.sizeBytes])).toEqual(inOrder);
        for (const [name, position] of model) expect(index.get(name)?.sizeBytes).toBe(position);
      }),
    );
  });

  it('has sort keys that can be turned back', () => {
    fc.assert(fc.property(key, (name) => keyOfSortKey(sortKeyOf(name)) === name));
  });
});
