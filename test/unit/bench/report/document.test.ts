import type { Result } from '../../../../bench/bench.ts';
import { updateDocument, type Run } from '../../../../bench/report/document.ts';

const TITLES = ['Speed', 'Size'];

function aResult(title: string, figure: number): Result {
  const bench = { title, method: `How ${title} is measured.`, run: () => Promise.resolve([]) };
  return { bench, rows: [{ name: 'it', figure, unit: 'ms', limit: { atMost: 10 } }] };
}

function aRun(...results: Result[]): Run {
  return { results, date: '2026-01-31', machine: 'a machine', command: 'npm run bench' };
}

describe('docs/benchmarks.md', () => {
  it('holds each table with its method, and the date, machine and command that made it', () => {
    const document = updateDocument('', aRun(aResult('Speed', 5)), TITLES);

    expect(document).toContain('## Speed\n\nHow Speed is measured.\n\n|');
    expect(document).toContain('| it | 5 ms | <= 10 ms | pass |');
    expect(document).toContain('`npm run bench`, 2026-01-31, on a machine.\n');
  });

  it('keeps what was not run, as it was', () => {
    const before = updateDocument('', aRun(aResult('Speed', 5), aResult('Size', 1)), TITLES);

    const after = updateDocument(before, { ...aRun(aResult('Size', 2)), date: '2026-02-01' }, TITLES);

    expect(after).toBe(
      before.replace(/## Size[^]*/, (old) => old.replace('| 1 ms |', '| 2 ms |').replace('01-31', '02-01')),
    );
  });

  it('stands in the order of the benches, whatever was run first', () => {
    const sizeFirst = updateDocument('', aRun(aResult('Size', 1)), TITLES);

    const both = updateDocument(sizeFirst, aRun(aResult('Speed', 5)), TITLES);

    expect([...both.matchAll(/^## (.+)$/gm)].map(([, title]) => title)).toEqual(TITLES);
  });

  it('forgets a bench that is gone, and is the same after the same run', () => {
    const before = updateDocument('', aRun(aResult('Speed', 5), aResult('Size', 1)), TITLES);

    const after = updateDocument(before, aRun(aResult('Size', 1)), ['Size']);

    expect(after).not.toContain('Speed');
    expect(updateDocument(after, aRun(aResult('Size', 1)), ['Size'])).toBe(after);
  });
});
