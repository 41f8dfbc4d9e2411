import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createCodeFolders } from '../../../../local/lambda/code-folders.ts';

let code: string;
beforeEach(() => {
  code = mkdtempSync(join(tmpdir(), 'code-'));
  writeFileSync(join(code, 'index.mjs'), 'first');
});
afterEach(() => {
  rmSync(code, { recursive: true });
});

describe('the copies of the code', () => {
  it('do not change when the code does, are made once, and go in the end', () => {
    const folders = createCodeFolders();
    const copy = folders.copyOf(code);
    writeFileSync(join(code, 'index.mjs'), 'second');

    const again = folders.copyOf(code);
    const content = readFileSync(join(copy, 'index.mjs'), 'utf8');
    folders.close();

    expect(again).toBe(copy);
    expect(content).toBe('first');
    expect(existsSync(copy)).toBe(false);
  });

  it('stay where others look for them, whole, and are not made again', () => {
    const kept = mkdtempSync(join(tmpdir(), 'kept-'));
    const [first, second] = [createCodeFolders(kept), createCodeFolders(kept)];
    const copy = first.copyOf(code);
    first.close();
    writeFileSync(join(code, 'index.mjs'), 'second');

    const again = second.copyOf(code);
    second.close();

    expect(again).toBe(copy);
    expect(readFileSync(join(copy, 'index.mjs'), 'utf8')).toBe('first');
    expect(readdirSync(kept)).toEqual([basename(code)]);
    rmSync(kept, { recursive: true });
  });

  it('of a process that was killed are removed, those of one that runs are not', () => {
    const nobody = 2 ** 22 + 1;
    const [left, used] = [nobody, process.pid].map((pid) => join(tmpdir(), `lambda-code-${pid}-test`));
    for (const folder of [left, used]) mkdirSync(folder ?? '', { recursive: true });

    const folders = createCodeFolders();
    folders.copyOf(code);
    folders.close();

    expect([left, used].map((folder) => existsSync(folder ?? ''))).toEqual([false, true]);
    rmSync(used ?? '', { recursive: true });
  });

  it('cannot be made of a file', () => {
    const folders = createCodeFolders();

    expect(() => folders.copyOf(join(code, 'index.mjs'))).toThrow('is not a folder');
  });
});
