import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import SlowestFirst, { SLOWEST } from '../../../../scripts/lib/slowest-first.mjs';

describe('the order of test files', () => {
  it('begins with those known to be slow, goes on with what starts a stack, and ends with what starts nothing', () => {
    const [slowest = '', second = ''] = SLOWEST;
    const files = [
      'test/unit/a.test.ts',
      'test/contract/a.test.ts',
      second,
      'test/e2e/other.test.ts',
      slowest,
    ];

    const sorted = new SlowestFirst().sort(files.map((file) => ({ path: resolve(file) })));

    expect(sorted.map(({ path }) => path)).toEqual(
      [slowest, second, 'test/e2e/other.test.ts', 'test/contract/a.test.ts', 'test/unit/a.test.ts'].map(
        (file) => resolve(file),
      ),
    );
  });

  it('knows no file that is not there', () => {
    expect(SLOWEST.filter((file) => !existsSync(file))).toEqual([]);
  });
});
