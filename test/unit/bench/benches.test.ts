import { readFileSync } from 'node:fs';
import { TITLES } from '../../../bench/benches.ts';

describe('docs/benchmarks.md', () => {
  it.each(TITLES)('has a section "%s"', (title) => {
    expect(readFileSync('docs/benchmarks.md', 'utf8')).toContain(`\n## ${title}\n`);
  });
});
