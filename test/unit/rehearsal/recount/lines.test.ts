import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { linesIn } from '../../../../rehearsal/recount/lines.ts';

const folder = mkdtempSync(join(tmpdir(), 'artisan-lines-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe('the lines of a file that may be longer than a string', () => {
  it.each([
    ['', []],
    ['one', ['one']],
    ['one\n', ['one']],
    ['one\ntwo\n', ['one', 'two']],
    ['a much longer line, and\né😀é\nthe end', ['a much longer line, and', 'é😀é', 'the end']],
  ])('%j are %j, however much is read at once', (text, lines) => {
    const file = join(folder, 'lines');
    writeFileSync(file, text);

    const read = [1, 2, 3, 7, 1_024].map((chunkBytes) => [...linesIn(file, chunkBytes)]);

    expect(read).toEqual(Array(5).fill(lines));
  });
});
