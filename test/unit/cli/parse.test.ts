import type { Command } from '../../../cli/command.ts';
import { findCommand, parseInput } from '../../../cli/parse.ts';

const command = (name: string, more: Partial<Command> = {}): Command => ({
  ...{ name, summary: name, run: () => Promise.resolve(undefined), ...more },
});
const COMMANDS = [
  command('runs', { options: { limit: { type: 'string', about: 'so many' } } }),
  command('runs show', { args: '<run>', options: { full: { type: 'boolean', about: 'all' } } }),
];

describe('the command that is meant', () => {
  it.each([
    ['runs', 'runs'],
    ['runs show night', 'runs show'],
    ['--json runs show night', 'runs show'],
    ['--profile prod runs', 'runs'],
    ['--profile=prod runs', 'runs'],
    ['runs --profile show', 'runs'],
    ['runs --limit show', 'runs'],
    ['runs --full show night', 'runs show'],
    ['runs -h', 'runs'],
    ['show', undefined],
  ])('by %j is %j', (line, name) => {
    expect(findCommand(COMMANDS, line.split(' '))?.name).toBe(name);
  });

  it('is given its arguments and options wherever those stand', () => {
    const [, show] = COMMANDS;
    if (!show) throw new Error('There is a command');

    const input = parseInput(show, ['--profile', 'prod', 'runs', '--full', 'show', 'night', '-h']);

    expect([input.args, input.text('profile'), input.flag('full'), input.flag('help')]).toEqual([
      ['night'],
      'prod',
      true,
      true,
    ]);
  });
});
