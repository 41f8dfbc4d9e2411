import { existsSync, globSync, readFileSync } from 'node:fs';
import { COMMANDS } from '../../cli/commands.ts';
import { findCommand, parseInput } from '../../cli/parse.ts';
import { parseStartOptions } from '../../scripts/start/options.ts';
import { typedCommands } from '../support/docs/typed-commands.ts';

const PAGES = globSync(['*.md', '{docs,configs,clients}/*.md']).sort();
const SCENARIOS = globSync('configs/rehearsals/*.yaml').map((file) => file.replace(/.*\/|\.yaml$/g, ''));
const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as {
  readonly scripts: Readonly<Record<string, string>>;
};

const typed = PAGES.flatMap((page) =>
  typedCommands(page).map((words) => [words.join(' '), page, words] as const),
);

/** @throws Error when it is not there, or takes something else */
function examine([tool, ...words]: readonly string[]): void {
  if (tool === 'npx' && words[0] === 'artisan') {
    const command = findCommand(COMMANDS, words.slice(1));
    if (!command) throw new Error('There is no such command');
    parseInput(command, words.slice(1));
    return;
  }
  const [first = '', second = ''] = words;
  if (tool === 'npx') expect(existsSync(`node_modules/.bin/${first}`)).toBe(true);
  else if (['ci', 'install'].includes(first)) return;
  else expect(Object.keys(scripts)).toContain(first === 'run' ? second : first);
  if (first === 'start') parseStartOptions(words.slice(2), SCENARIOS);
}

describe('what docs tell to type', () => {
  it('is there, in README and in the tour', () => {
    expect(typed.map(([, page]) => page)).toEqual(expect.arrayContaining(['README.md', 'docs/tour.md']));
  });

  it.each(typed)('can be typed: %s (%s)', (_text, _page, words) => {
    examine(words);
  });
});
