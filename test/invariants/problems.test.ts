import { PROBLEMS } from '../../lib/contracts/problems.ts';
import { filesIn } from './source-files.ts';

const DECLARED = 'lib/contracts/problems.ts';
const sources = filesIn(['lib', 'functions']).filter(({ path }) => path !== DECLARED);

describe('the problems', () => {
  it.each(Object.keys(PROBLEMS))('%s is given by some function', (code) => {
    const users = sources.filter(({ text }) => text.includes(`'${code}'`));

    expect(users).not.toEqual([]);
  });

  it.each(Object.entries(PROBLEMS))(
    '%s has the status of an error and a title',
    (_code, { status, title }) => {
      expect(status).toBeGreaterThanOrEqual(400);
      expect(status).toBeLessThan(600);
      expect(title).not.toBe('');
    },
  );
});
