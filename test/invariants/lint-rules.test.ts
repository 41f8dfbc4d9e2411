import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import * as v from 'valibot';
import { SOURCE_FOLDERS } from './source-files.ts';

const report = v.object({
  diagnostics: v.array(v.object({ message: v.string(), code: v.string(), filename: v.string() })),
});

const RULES = 'scripts/lint/artisan.mjs';
const valuesNamed = (count: number) =>
  Array.from({ length: count }, (_, index) => `export const v${index} = ${index};`).join('\n');
const linesOf = (count: number) => Array<string>(count).fill('void 0;').join('\n');

/** A file for each budget, one beyond it. */
const BEYOND: Readonly<Record<string, (folder: string) => string>> = {
  'eslint(max-lines)': () => linesOf(301),
  'eslint(max-lines-per-function)': (folder) =>
    `export function long() {\n${linesOf(folder === 'cdk' ? 79 : 49)}\n}`,
  'eslint(max-params)': () => 'export const many = (a: 1, b: 1, c: 1, d: 1) => [a, b, c, d];',
  'artisan(max-exports)': () => valuesNamed(6),
  'artisan(no-default-export)': () => 'export default 1;',
  'typescript(no-explicit-any)': () => 'export const a = (b: any) => String(b);',
  'typescript(no-non-null-assertion)': () => 'export const a = (b?: string) => b!.length;',
  'typescript(ban-ts-comment)': () => '// @ts-ignore\nexport const a = 1;',
};

/** A file on each budget, none beyond. */
const WITHIN: Readonly<Record<string, (folder: string) => string>> = {
  lines: () => linesOf(300),
  function: (folder) => `export function long() {\n${linesOf(folder === 'cdk' ? 78 : 48)}\n}`,
  parameters: () => 'export const many = (a: 1, b: 1, c: 1) => [a, b, c];',
  values: () => valuesNamed(5),
};

const MANY_EXPORTS: Readonly<Record<string, string>> = {
  declarations: 'export const a = 1;\nexport function b() {}\nexport class C {}',
  'one statement': 'export const a = 1, b = 2, c = 3;',
  'a list': 'const a = 1, b = 2, c = 3;\nexport { a, b, c };',
  'others passed on': "export * from './a.ts';\nexport { b, c } from './b.ts';",
};

const FEW_EXPORTS: Readonly<Record<string, string>> = {
  'as many values as allowed': 'export const a = 1;\nexport const b = 2;',
  'any number of types':
    'export interface A {}\nexport type B = 1;\nexport type { C } from "./c.ts";\nexport interface D {}\nexport const e = 1;',
  'what stays inside': 'const a = 1, b = 2, c = 3, d = [a, b, c];\nexport { d };',
};

const MARKUP: Readonly<Record<string, string>> = {
  'a property': "document.body.innerHTML = 'x';",
  'a name in brackets': "document.body['outerHTML'] = 'x';",
  'a property of a component': "export const a = { dangerouslySetInnerHTML: { __html: 'x' } };",
  'a call': "document.write('x');",
};

const named = (folder: string, kind: string, name: string) =>
  `${folder}/${kind}-${name.replaceAll(/\W+/g, '-')}.ts`;

describe('the rules, run as they are', () => {
  let folder: string;
  let found: ReadonlyMap<string, readonly string[]>;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'artisan-lint-'));
    cpSync(RULES, join(folder, RULES));
    // Of a stranger's folder no types are known.
    const { options: _, ...config } = v.parse(
      v.looseObject({ options: v.unknown() }),
      JSON.parse(readFileSync('.oxlintrc.json', 'utf8')),
    );
    writeFileSync(join(folder, '.oxlintrc.json'), JSON.stringify(config));
    const two = { jsPlugins: ['../' + RULES], rules: { 'artisan/max-exports': ['error', { max: 2 }] } };
    mkdirSync(join(folder, 'exports'));
    writeFileSync(join(folder, 'exports/.oxlintrc.json'), JSON.stringify(two));
    for (const [name, text] of probes()) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), `${text}\n`);
    }
    found = linted(folder);
  });

  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  describe.each(SOURCE_FOLDERS)('of %s', (source) => {
    it.each(Object.keys(BEYOND))('refuse what is beyond %s', (code) => {
      expect(found.get(named(source, 'beyond', code))).toContain(code);
    });

    it.each(Object.keys(WITHIN))('take as many %s as there may be', (what) => {
      const budgets = Object.keys(BEYOND);

      const broken = found.get(named(source, 'within', what)) ?? [];
      expect(broken.filter((code) => budgets.includes(code))).toEqual([]);
    });
  });

  it.each(Object.keys(MANY_EXPORTS))('count three values as three, in %s', (form) => {
    expect(found.get(named('exports', 'many', form))).toContain('artisan(max-exports)');
  });

  it.each(Object.keys(FEW_EXPORTS))('take %s', (form) => {
    expect(found.get(named('exports', 'few', form)) ?? []).not.toContain('artisan(max-exports)');
  });

  it.each(Object.keys(MARKUP))('keep markup out of the console, as %s', (form) => {
    expect(found.get(named('console', 'markup', form))).toContain('artisan(no-markup)');
    expect(found.get(named('scripts', 'markup', form)) ?? []).not.toContain('artisan(no-markup)');
  });
});

function* probes(): Iterable<readonly [string, string]> {
  for (const folder of SOURCE_FOLDERS) {
    for (const [code, text] of Object.entries(BEYOND)) yield [named(folder, 'beyond', code), text(folder)];
    for (const [what, text] of Object.entries(WITHIN)) yield [named(folder, 'within', what), text(folder)];
  }
  for (const [form, text] of Object.entries(MANY_EXPORTS)) yield [named('exports', 'many', form), text];
  for (const [form, text] of Object.entries(FEW_EXPORTS)) yield [named('exports', 'few', form), text];
  for (const [form, text] of Object.entries(MARKUP)) {
    yield [named('console', 'markup', form), text];
    yield [named('scripts', 'markup', form), text];
  }
}

/** The codes of what was found, by file. */
function linted(folder: string): ReadonlyMap<string, readonly string[]> {
  const oxlint = join(process.cwd(), 'node_modules/.bin/oxlint');
  const { stdout } = spawnSync(process.execPath, [oxlint, '--format', 'json'], {
    cwd: folder,
    encoding: 'utf8',
    maxBuffer: 64 * 1_024 * 1_024,
  });
  const { diagnostics } = v.parse(report, JSON.parse(stdout));
  const codes = new Map<string, string[]>();
  for (const { filename, code } of diagnostics) codes.set(filename, [...(codes.get(filename) ?? []), code]);
  return codes;
}
