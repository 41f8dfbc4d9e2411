import { existsSync, readFileSync } from 'node:fs';
import { filesIn, lineCount, SOURCE_FOLDERS } from './source-files.ts';

/** Made by `npm run openapi`. */
const GENERATED = 'clients/typescript/schema.ts';

const sources = filesIn(SOURCE_FOLDERS).filter(({ path }) => path !== GENERATED);
const entries = filesIn(['functions'], 'handler.ts');
const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> };

describe('the budgets', () => {
  it.each(SOURCE_FOLDERS)('keep the median file of %s within 80 lines', (folder) => {
    const lengths = sources
      .filter(({ path }) => path.startsWith(`${folder}/`))
      .map(lineCount)
      .sort((one, other) => one - other);

    expect(lengths.length).toBeGreaterThan(0);
    expect(lengths[Math.floor(lengths.length / 2)]).toBeLessThanOrEqual(80);
  });

  it('keep every file within 300 lines', () => {
    expect(sources.filter((file) => lineCount(file) > 300).map(({ path }) => path)).toEqual([]);
  });

  it.each(entries)('keep $path within 25 lines', (entry) => {
    expect(lineCount(entry)).toBeLessThanOrEqual(25);
  });
});

describe('the scripts of package.json', () => {
  it('are few enough to know', () => {
    expect(Object.keys(scripts).length).toBeLessThanOrEqual(15);
  });

  it('have a file each', () => {
    const launched = Object.values(scripts).flatMap((script) => /launch\.mjs (\w+)/.exec(script)?.[1] ?? []);

    expect(launched.length).toBeGreaterThan(0);
    expect(launched.filter((name) => !existsSync(`scripts/${name}.ts`))).toEqual([]);
  });
});
