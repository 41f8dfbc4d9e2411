import { createKeyLock } from '../../../../../local/s3/store/key-lock.ts';

describe('a key lock', () => {
  it('runs the work on one key in turn, also after a failure, and that on others meanwhile', async () => {
    const lock = createKeyLock();
    const log: string[] = [];
    const gate = Promise.withResolvers<undefined>();

    const first = lock.run('a', async () => {
      log.push('a1 begins');
      await gate.promise;
      log.push('a1 ends');
      throw new Error('failed');
    });
    const second = lock.run('a', () => Promise.resolve(log.push('a2')));
    await lock.run('b', () => Promise.resolve(log.push('b')));
    gate.resolve(undefined);

    await expect(first).rejects.toThrow('failed');
    await second;
    expect(log).toEqual(['a1 begins', 'b', 'a1 ends', 'a2']);
  });
});
