import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { BuildCache, type Recipe } from '../../../../../scripts/lib/build/build-cache.ts';

const KEPT = 2;

let root = '';
let cache: BuildCache;
let made: string[] = [];
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'artisan-cache-'));
  cache = new BuildCache(root, KEPT);
  made = [];
});
afterEach(() => {
  rmSync(root, { recursive: true, force: true });
});

const keyFor = (name: string) => name.repeat(32).slice(0, 32);

/** An entry with one file, that says what it was made of. */
const recipeOf = (source: string, more: Partial<Recipe> = {}): Recipe => ({
  kind: 'thing',
  keyOf: () => keyFor(source),
  makeIn: (folder) => {
    made.push(source);
    writeFileSync(join(folder, 'file'), source);
    return Promise.resolve();
  },
  ...more,
});

const textIn = (folder: string): string => readFileSync(join(folder, 'file'), 'utf8');
const entries = (): string[] => readdirSync(root).filter((name) => !name.endsWith('.holds'));

/** A process that has ended: nobody has its id for now. */
async function endedPid(): Promise<number> {
  const child = spawn(process.execPath, ['--version'], { stdio: 'ignore' });
  await once(child, 'exit');
  return child.pid ?? 0;
}

/** As if the processes that use it had been killed, long ago. */
async function abandon(folder: string, age = 1): Promise<void> {
  rmSync(join(`${folder}.holds`, String(process.pid)));
  writeFileSync(join(`${folder}.holds`, String(await endedPid())), '');
  const then = new Date(Date.now() - age * 1_000_000);
  utimesSync(folder, then, then);
}

describe('an entry of the cache', () => {
  it('is made once, and there from then on', async () => {
    const first = await cache.entry(recipeOf('a'));

    const second = await cache.entry(recipeOf('a'));

    expect([second, textIn(second)]).toEqual([first, 'a']);
    expect(made).toEqual(['a']);
  });

  it('is another one for other inputs', async () => {
    const a = await cache.entry(recipeOf('a'));

    const b = await cache.entry(recipeOf('b'));

    expect([textIn(a), textIn(b)]).toEqual(['a', 'b']);
    expect(made).toEqual(['a', 'b']);
  });

  it('is nowhere to be seen until it is whole, nor when making it fails', async () => {
    const seen: (string | undefined)[] = [];
    const recipe = recipeOf('a', {
      makeIn: (folder) => {
        writeFileSync(join(folder, 'file'), 'half');
        seen.push(cache.find(recipe));
        return Promise.reject(new Error('no space left'));
      },
    });

    await expect(cache.entry(recipe)).rejects.toThrow('no space left');

    expect(seen).toEqual([undefined]);
    expect(entries()).toEqual([]);
  });

  it('is made again of the inputs that changed while it was made', async () => {
    let source = 'a';
    const folder = await cache.entry({
      kind: 'thing',
      keyOf: () => keyFor(source),
      makeIn: (fresh) => {
        made.push(source);
        source = 'b';
        writeFileSync(join(fresh, 'file'), source);
        return Promise.resolve();
      },
    });

    expect(made).toEqual(['a', 'b']);
    expect(textIn(folder)).toBe('b');
    expect(cache.find(recipeOf('a'))).toBeUndefined();
  });

  it('is one when two make it at the same time', async () => {
    const both = await Promise.all([cache.entry(recipeOf('a')), cache.entry(recipeOf('a'))]);

    expect(new Set(both).size).toBe(1);
    expect(both.map(textIn)).toEqual(['a', 'a']);
    expect(entries()).toHaveLength(1);
  });
});

/** Makes an entry of many files, in many turns, and says how many it then finds in it. */
const MAKE = `
  import { readdirSync, writeFileSync } from 'node:fs';
  import { BuildCache } from ${JSON.stringify(resolve('scripts/lib/build/build-cache.ts'))};
  const [root, key] = process.argv.slice(1);
  const folder = await new BuildCache(root, 1).entry({
    kind: 'thing',
    keyOf: () => key,
    makeIn: async (fresh) => {
      for (let file = 0; file < 50; file += 1) {
        writeFileSync(fresh + '/' + file, String(file));
        await new Promise(setImmediate);
      }
    },
  });
  console.log(readdirSync(folder).length);
`;

async function makeElsewhere(source: string): Promise<string> {
  const flags = ['--disable-warning=ExperimentalWarning', '--input-type=module', '--eval', MAKE];
  const child = spawn(process.execPath, [...flags, root, keyFor(source)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return text(child.stdout);
}

describe('several processes', () => {
  it('that make the same and other things at once each find theirs whole', async () => {
    const counts = await Promise.all(['a', 'a', 'a', 'b', 'c'].map(makeElsewhere));

    expect(counts).toEqual(Array(5).fill('50\n'));
    expect(entries().filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });
});

describe('what the cache keeps', () => {
  it('is what was used last, of each kind', async () => {
    const other = await cache.entry(recipeOf('a', { kind: 'thing-else' }));
    await abandon(other, 9);
    const [a, b] = [await cache.entry(recipeOf('a')), await cache.entry(recipeOf('b'))];
    await abandon(a, 2);
    await abandon(b, 3);

    const c = await cache.entry(recipeOf('c'));

    expect([a, b, c, other].map((folder) => existsSync(folder))).toEqual([true, false, true, true]);
    expect(existsSync(`${b}.holds`)).toBe(false);
  });

  it('is also whatever a living process uses', async () => {
    const used = [];
    for (const source of ['a', 'b', 'c', 'd']) used.push(await cache.entry(recipeOf(source)));

    expect(used.map((folder) => existsSync(folder))).toEqual([true, true, true, true]);
  });

  it('is nothing that killed builds left half done, and what living ones are at', async () => {
    const dead = join(root, `thing-${keyFor('a')}.${await endedPid()}.tmp`);
    const living = join(root, `thing-${keyFor('b')}.${process.ppid}.tmp`);
    writeFileSync(dead, '');
    writeFileSync(living, '');

    await cache.entry(recipeOf('c'));

    expect([existsSync(dead), existsSync(living)]).toEqual([false, true]);
  });
});
