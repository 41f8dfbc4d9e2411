import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { keyOf } from '../../../../../scripts/lib/build/inputs.ts';

const root = mkdtempSync(join(tmpdir(), 'artisan-inputs-'));
const at = (path: string) => join(root, path);
const INPUTS = [at('sources'), at('lock.json')];
beforeEach(() => {
  rmSync(root, { recursive: true, force: true });
  mkdirSync(at('sources/inner'), { recursive: true });
  writeFileSync(at('sources/a.ts'), 'a');
  writeFileSync(at('sources/inner/b.ts'), 'b');
  writeFileSync(at('lock.json'), '{}');
});
afterAll(() => {
  rmSync(root, { recursive: true, force: true });
});

describe('the key of inputs', () => {
  it('is the same as long as they are the same', () => {
    const before = keyOf(INPUTS, ['local']);

    writeFileSync(at('sources/a.ts'), 'changed');
    writeFileSync(at('sources/a.ts'), 'a');
    writeFileSync(at('beside.ts'), 'no input');

    expect(keyOf(INPUTS, ['local'])).toBe(before);
  });

  it.each([
    [
      'a file changes',
      () => {
        writeFileSync(at('sources/inner/b.ts'), 'c');
      },
    ],
    [
      'an input that is a file changes',
      () => {
        writeFileSync(at('lock.json'), '{ }');
      },
    ],
    [
      'a file comes',
      () => {
        writeFileSync(at('sources/inner/c.ts'), '');
      },
    ],
    [
      'a file goes',
      () => {
        rmSync(at('sources/a.ts'));
      },
    ],
    [
      'an input goes',
      () => {
        rmSync(at('lock.json'));
      },
    ],
    [
      'a file gets another name',
      () => {
        renameSync(at('sources/a.ts'), at('sources/c.ts'));
      },
    ],
    [
      'a file moves',
      () => {
        renameSync(at('sources/a.ts'), at('sources/inner/a.ts'));
      },
    ],
    [
      'bytes move from one file to the next',
      () => {
        writeFileSync(at('sources/a.ts'), 'ab');
      },
    ],
  ])('is another one when %s', (_what, change) => {
    const before = keyOf(INPUTS);

    change();

    expect(keyOf(INPUTS)).not.toBe(before);
  });

  it('is another one for another option', () => {
    expect(keyOf(INPUTS, ['prod'])).not.toBe(keyOf(INPUTS, ['local']));
  });
});
