import { spawnSync } from 'node:child_process';
import { COMMANDS } from '../../../cli/commands.ts';
import { runHere } from '../../support/cli/run-here.ts';

const scripts: Record<string, string> = {};
beforeAll(async () => {
  for (const shell of ['bash', 'zsh', 'fish'])
    scripts[shell] = (await runHere(['completion', shell], {})).stdout;
});

/** What bash, which has sourced the script, offers for the last word. */
function offered(words: readonly string[]): readonly string[] {
  const ask =
    'eval "$0"; complete -p artisan >/dev/null; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _artisan; echo "${COMPREPLY[*]}"';
  const { status, stdout, stderr } = spawnSync(
    'bash',
    ['--norc', '-uc', ask, scripts['bash'] ?? '', ...words],
    { encoding: 'utf8' },
  );
  expect([status, stderr]).toEqual([0, '']);
  return stdout.split(/\s+/).filter((word) => word !== '');
}

describe('completion in bash', () => {
  it.each<readonly [string, readonly string[], readonly string[]]>([
    ['a command that is begun', ['artisan', 'mo'], ['modes']],
    ['what may follow it', ['artisan', 'modes', ''], ['show', 'set', 'downshift', 'restore']],
    ['an option after arguments', ['artisan', 'runs', 'pause', 'night', '--re'], ['--reason']],
    ['nothing for what is no command', ['artisan', 'sing', 'x'], []],
  ])('offers %s', (_, words, expected) => {
    expect(offered(words)).toEqual(expect.arrayContaining([...expected]));
    expect(offered(words)).toHaveLength(expected.length);
  });

  it('offers every word of every command', () => {
    const first = new Set(offered(['artisan', '']));
    const missing = COMMANDS.filter(({ name }) => !first.has(name.split(' ')[0] ?? ''));

    expect(missing).toEqual([]);
  });
});

const shells = [
  ['zsh', ['-n']],
  ['fish', ['--no-execute']],
] as const;
describe.each(shells)('completion in %s', (shell, check) => {
  it('has every word of every command', () => {
    const words = new Set((scripts[shell] ?? '').split(/[^\w-]+/));

    const missing = COMMANDS.flatMap(({ name }) => name.split(' ')).filter((word) => !words.has(word));

    expect(missing).toEqual([]);
  });

  const isThere = spawnSync(shell, ['--version']).status === 0;
  (isThere ? it : it.skip)('is a script that it takes (skipped where it is not installed)', () => {
    const { status, stderr } = spawnSync(shell, [...check], { input: scripts[shell], encoding: 'utf8' });

    expect([status, stderr]).toEqual([0, '']);
  });
});
