import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import config from '../../.dependency-cruiser.mjs';
import { ALLOWED, PROBES } from './dependency-probes.ts';

interface Report {
  readonly summary: {
    readonly violations: readonly { readonly from: string; readonly rule: { readonly name: string } }[];
  };
}

const TARGETS = [
  'lib/shared',
  'lib/contracts',
  'lib/config',
  'lib/traffic',
  'lib/training',
  'lib/aws',
  'functions',
  'cdk',
  'local',
].map((folder) => `${folder}/target.ts`);

const PACKAGES = ['@aws-sdk/client-probe', 'aws-cdk-lib', 'undeclared'];

/** A small repository of the same layout, with every probe in it. */
function writeProbes(folder: string): void {
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  for (const path of TARGETS) write(path, 'export const target = 1;\n');
  for (const { file, imports } of [...PROBES, ...ALLOWED])
    write(file, imports === '' ? 'export const alone = 1;\n' : `import '${imports}';\n`);
  write('scripts/a.ts', "import './a-back.ts';\n");
  for (const name of PACKAGES) {
    write(`node_modules/${name}/package.json`, JSON.stringify({ name, version: '1.0.0', main: 'index.js' }));
    write(`node_modules/${name}/index.js`, 'module.exports = {};\n');
  }
  const declared = PACKAGES.filter((name) => name !== 'undeclared').map((name) => [name, '1.0.0']);
  write('package.json', JSON.stringify({ type: 'module', dependencies: Object.fromEntries(declared) }));
  write(
    'tsconfig.json',
    JSON.stringify({ compilerOptions: { module: 'nodenext', allowImportingTsExtensions: true } }),
  );
}

function cruise(folder: string): string[] {
  const { stdout, stderr } = spawnSync(
    process.execPath,
    [
      resolve('node_modules/.bin/depcruise'),
      ...['--config', resolve('.dependency-cruiser.mjs'), '--output-type', 'json', '.'],
    ],
    { cwd: folder, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 },
  );
  if (!stdout.startsWith('{')) throw new Error(`dependency-cruiser gave no report: ${stderr}`);
  const { summary } = JSON.parse(stdout) as Report;
  return summary.violations.map(({ from, rule }) => `${from} breaks ${rule.name}`);
}

describe('the rules on dependencies', () => {
  const folder = mkdtempSync(join(tmpdir(), 'artisan-dependencies-'));
  let violations: readonly string[] = [];

  beforeAll(() => {
    writeProbes(folder);
    violations = cruise(folder);
  });

  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  it('are each broken by a probe', () => {
    const rules = config.forbidden.map(({ name }) => name);

    expect(new Set(PROBES.map(({ rule }) => rule))).toEqual(new Set(rules));
  });

  it('are errors', () => {
    expect(config.forbidden.filter(({ severity }) => severity !== 'error')).toEqual([]);
  });

  it.each(PROBES)('refuse $file importing "$imports": $rule', ({ rule, file }) => {
    expect(violations).toContain(`${file} breaks ${rule}`);
  });

  it.each(ALLOWED)('take $file importing $imports', ({ file }) => {
    expect(violations.filter((violation) => violation.startsWith(`${file} `))).toEqual([]);
  });
});
