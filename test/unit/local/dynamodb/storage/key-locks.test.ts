import fc from 'fast-check';
import { createKeyLocks } from '../../../../../local/dynamodb/storage/key-locks.ts';

const turns = async (count: number) => {
  for (let turn = 0; turn < count; turn += 1) await new Promise((resolve) => setImmediate(resolve));
};

it('no two holders of a key work at once, all come to their turn, and in the order of asking', async () => {
  const job = fc.record({
    keys: fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd'), { minLength: 1 }),
    turns: fc.nat(3),
    fails: fc.boolean(),
  });

  await fc.assert(
    fc.asyncProperty(fc.array(job, { maxLength: 20 }), async (jobs) => {
      const locks = createKeyLocks();
      const held = new Set<string>();
      const startedByKey = new Map<string, number[]>();

      const outcomes = await Promise.allSettled(
        jobs.map(({ keys, turns: length, fails }, number) =>
          locks.hold(keys, async () => {
            for (const key of keys) {
              expect(held.has(key)).toBe(false);
              held.add(key);
              startedByKey.set(key, [...(startedByKey.get(key) ?? []), number]);
            }
            await turns(length);
            for (const key of keys) held.delete(key);
            if (fails) throw new Error(`job ${number}`);
            return number;
          }),
        ),
      );

      expect(outcomes.map(({ status }) => status)).toEqual(
        jobs.map(({ fails }) => (fails ? 'rejected' : 'fulfilled')),
      );
      for (const started of startedByKey.values()) {
        expect(started).toEqual([...started].sort((left, right) => left - right));
      }
    }),
    { numRuns: 50 },
  );
});
