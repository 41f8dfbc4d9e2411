import { COMMANDS } from '../../cli/commands.ts';
import { goldenFiles, goldenName } from '../support/cli/golden.ts';

const files = goldenFiles();

describe('what commands print', () => {
  it.each(COMMANDS.map(({ name }) => name))('is kept of %s', (name) => {
    expect(files).toContain(goldenName(name, 'json'));
  });

  it('is kept of nothing but commands', () => {
    const known = COMMANDS.flatMap(({ name }) => [goldenName(name, 'json'), goldenName(name, 'txt')]);

    expect(files.filter((file) => !known.includes(file))).toEqual([]);
  });
});
