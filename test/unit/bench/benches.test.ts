import { readFileSync } from 'node:fs';
import { BENCHES } from '../../../bench/benches.ts';

describe('docs/benchmarks.md', () => {
  it.each(Object.entries(BENCHES))('has what %s measured', (_name, { title }) => {
    expect(readFileSync('docs/benchmarks.md', 'utf8')).toContain(`\n## ${title}\n`);
  });
});
