import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import { loadConfig } from '../../lib/config/load-config.ts';

type Tree = Readonly<Record<string, unknown>>;

const isTree = (value: unknown): value is Tree =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What somebody who follows the page has in a file afterwards. */
const withAll = (file: Tree, added: Tree): Tree => ({
  ...file,
  ...Object.fromEntries(
    Object.entries(added).map(([key, value]) => {
      const before = file[key];
      return [key, isTree(before) && isTree(value) ? withAll(before, value) : value];
    }),
  ),
});

const [mode = '', newModel = '', target = '', runbook = ''] = [
  ...readFileSync('docs/extending.md', 'utf8').matchAll(/```yaml\n(.*?)```/gs),
].map(([, block = '']) => block);

let folder: string;

const add = (file: string, root: string, block: string) => {
  const path = join(folder, file);
  const read = parse(readFileSync(path, 'utf8')) as Tree;
  writeFileSync(path, stringify(withAll(read, { [root]: parse(block) as Tree })));
};

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'extended-'));
  cpSync('configs', folder, { recursive: true });
  add('traffic_distribution.yaml', 'traffic_distribution', mode);
  add('stages/rehearsal.yaml', 'traffic_distribution', newModel);
  add('targets.yaml', 'targets', target);
  writeFileSync(join(folder, 'runbooks', 'search_down.yaml'), runbook);
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

describe('the page on adding a mode, a target and a runbook', () => {
  it.each(['local', 'rehearsal', 'prod'])('gives what stage %s takes', (stage) => {
    const { traffic_distribution, targets, runbooks } = loadConfig({ folder, stage });

    expect(traffic_distribution.modes).toEqual({ fast: 60, balanced: 30, creative: 8, precise: 2 });
    expect(Object.keys(traffic_distribution.models)).toContain('deepseek');
    expect(Object.keys(targets)).toContain('search');
    expect(runbooks['search_down']?.title).toBe('Search is down');
  });
});
