import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openJournal } from '../../../../../local/cloudwatch/persistence/journal.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'journal-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const path = () => join(folder, 'cloudwatch.jsonl');

/** A journal of a growing list of things. */
function open(things: unknown[] = []) {
  const journal = openJournal(folder, {
    restore: (record) => {
      if (record === 'bad') throw new Error('this one is bad');
      things.push(record);
    },
    snapshot: () => things.map((thing) => [thing]),
  });
  return { journal, things };
}

describe('the journal', () => {
  it('gives back what was flushed', () => {
    const first = open();
    first.journal.append(['a']);
    first.journal.append(['b']);
    first.journal.flush();

    const { things, journal } = open();

    expect(things).toEqual([['a'], ['b']]);
    journal.close();
    first.journal.close();
  });

  it('writes by itself soon after', async () => {
    const { journal } = open();
    journal.append(['a']);

    await new Promise((resolve) => setImmediate(resolve));

    expect(readFileSync(path(), 'utf8')).toBe('["a"]\n');
    journal.close();
  });

  it('is replaced by a snapshot at start', () => {
    writeFileSync(path(), '"a"\n"b"\n');

    open().journal.close();

    expect(readFileSync(path(), 'utf8')).toBe('["a"]\n["b"]\n');
  });

  it('leaves out a last line that was cut off, and goes on behind what is whole', () => {
    writeFileSync(path(), '"a"\n["b", "half of it');

    const { journal, things } = open();
    journal.append(['c']);
    journal.close();

    expect(things).toEqual(['a']);
    expect(readFileSync(path(), 'utf8')).toBe('["a"]\n["c"]\n');
  });

  it.each(['{"half":\n"c"\n', '"bad"\n"c"\n'])('names the place of a line it cannot read: %j', (rest) => {
    writeFileSync(path(), `"a"\n${rest}`);

    expect(() => open()).toThrow(`${path()}: line 2 is damaged`);
    expect(readFileSync(path(), 'utf8')).toBe(`"a"\n${rest}`);
  });

  it('reads lines of any length and any characters, over the chunks it reads', () => {
    const long = 'ü€😀'.repeat(300_000);
    appendFileSync(path(), `${JSON.stringify(long)}\n"b"\n`);

    const { journal, things } = open();

    expect(things).toEqual([long, 'b']);
    journal.close();
  });

  it('is replaced by a snapshot when it has grown large', () => {
    const { journal } = open(['all there is']);
    const megabyte = 'x'.repeat(1024 * 1024);
    for (let count = 0; count < 70; count += 1) {
      journal.append([megabyte]);
      journal.flush();
    }

    const written = readFileSync(path(), 'utf8');

    expect(written.startsWith('["all there is"]\n')).toBe(true);
    expect(written.length).toBeLessThan(10 * 1024 * 1024);
    journal.close();
  });
});
