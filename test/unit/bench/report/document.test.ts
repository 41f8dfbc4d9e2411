import { updateDocument, type Run, type Section } from '../../../../bench/report/document.ts';
import { benchTable } from '../../../../bench/report/table.ts';

const TITLES = ['Speed', 'Size'];

function aSection(title: string, figure: number): Section {
  const table = benchTable([{ name: 'it', figure, unit: 'ms', limit: { atMost: 10 } }]);
  return { title, method: `How ${title} is measured.`, table };
}

function aRun(...sections: Section[]): Run {
  return { sections, date: '2026-01-31', machine: 'a machine', command: 'npm run bench' };
}

describe('docs/benchmarks.md', () => {
  it('holds each table with its method, and the date, machine and command that made it', () => {
    const document = updateDocument('', aRun(aSection('Speed', 5)), TITLES);

    expect(document).toContain('## Speed\n\nHow Speed is measured.\n\n|');
    expect(document).toContain('| it | 5 ms | <= 10 ms | pass |');
    expect(document).toContain('`npm run bench`, 2026-01-31, on a machine.\n');
  });

  it('keeps what was not run, as it was', () => {
    const before = updateDocument('', aRun(aSection('Speed', 5), aSection('Size', 1)), TITLES);

    const after = updateDocument(before, { ...aRun(aSection('Size', 2)), date: '2026-02-01' }, TITLES);

    expect(after).toBe(
      before.replace(/## Size[^]*/, (old) => old.replace('| 1 ms |', '| 2 ms |').replace('01-31', '02-01')),
    );
  });

  it('stands in the order of the benches, whatever was run first', () => {
    const sizeFirst = updateDocument('', aRun(aSection('Size', 1)), TITLES);

    const both = updateDocument(sizeFirst, aRun(aSection('Speed', 5)), TITLES);

    expect([...both.matchAll(/^## (.+)$/gm)].map(([, title]) => title)).toEqual(TITLES);
  });

  it('forgets a bench that is gone, and is the same after the same run', () => {
    const before = updateDocument('', aRun(aSection('Speed', 5), aSection('Size', 1)), TITLES);

    const after = updateDocument(before, aRun(aSection('Size', 1)), ['Size']);

    expect(after).not.toContain('Speed');
    expect(updateDocument(after, aRun(aSection('Size', 1)), ['Size'])).toBe(after);
  });
});
