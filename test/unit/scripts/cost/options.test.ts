import { parseCostOptions, USAGE } from '../../../../scripts/cost/options.ts';

it('takes what is said, and its defaults for the rest', () => {
  const options = parseCostOptions([
    '--stage',
    'local',
    '--selections',
    '5e6',
    '--new-sessions',
    '0.1',
    '--json',
  ]);

  expect(options).toMatchObject({ stage: 'local', json: true });
  expect(options.usage).toMatchObject({ selections: 5_000_000, newSessions: 0.1, steps: 1_000_000 });
});

it.each([
  ['--selections', '-1'],
  ['--selections', 'many'],
  ['--selections', ''],
  ['--new-sessions', '1.5'],
  ['--steps', 'Infinity'],
])('refuses %s %s, and says what is allowed', (flag, text) => {
  expect(() => parseCostOptions([`${flag}=${text}`])).toThrow(/allowed is a number/);
});

it('refuses a flag that it does not know', () => {
  expect(() => parseCostOptions(['--users', '3'])).toThrow(USAGE);
});
