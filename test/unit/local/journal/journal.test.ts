import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as v from 'valibot';
import { openJournal } from '../../../../local/journal/journal.ts';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'journal-'));
  file = join(folder, 'deep', 'log.jsonl');
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const open = () => openJournal(file, (json) => v.parse(v.number(), json));

describe('a journal', () => {
  it('gives back what was appended', () => {
    const { journal } = open();
    journal.append([1, 2]);
    journal.append([3]);
    journal.close();

    expect(open().entries).toEqual([1, 2, 3]);
  });

  it('is replaced once it has grown by megabytes, and goes on from there', () => {
    const { journal } = open();
    const many = Array.from({ length: 300_000 }, () => 1_234_567_890_123);
    journal.append([1]);
    journal.rewriteIfOvergrown(() => [1]);
    const before = statSync(file).size;

    journal.append(many);
    journal.rewriteIfOvergrown(() => [3]);
    journal.append([4]);

    expect(before).toBe(2);
    expect(readFileSync(file, 'utf8')).toBe('3\n4\n');
    journal.close();
  });

  it('appends all of several entries or none', () => {
    const { journal } = open();
    journal.append([1]);
    const tooMuch = {
      toJSON: () => {
        throw new Error('not JSON');
      },
    };

    expect(() => {
      journal.append([2, tooMuch as unknown as number]);
    }).toThrow('not JSON');
    journal.append([3]);
    journal.close();

    expect(open().entries).toEqual([1, 3]);
  });

  it('reads lines that are longer than what is read at once', () => {
    const { journal } = openJournal(file, (json) => v.parse(v.string(), json));
    const long = 'ä'.repeat(2_000_000);
    journal.append([long, 'short']);
    journal.close();

    const { entries } = openJournal(file, (json) => v.parse(v.string(), json));

    expect(entries).toEqual([long, 'short']);
  });

  it('drops a torn last line for good', () => {
    open().journal.close();
    writeFileSync(file, '1\n2');

    const { journal, entries } = open();
    journal.append([3]);
    journal.close();

    expect(entries).toEqual([1]);
    expect(open().entries).toEqual([1, 3]);
  });

  it('refuses a whole line that does not parse', () => {
    open().journal.close();
    writeFileSync(file, '1\nx\n3\n');

    expect(open).toThrow(/line 2 is damaged/);
  });
});
