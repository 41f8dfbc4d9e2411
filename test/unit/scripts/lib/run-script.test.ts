import { jest } from '@jest/globals';
import { InvalidConfigError } from '../../../../lib/config/invalid-config-error.ts';
import { runScript, UsageError } from '../../../../scripts/lib/run-script.ts';

describe('a command', () => {
  const write = jest.spyOn(process.stderr, 'write').mockReturnValue(true);

  beforeEach(() => {
    process.exitCode = 0;
    write.mockClear();
  });

  afterAll(() => {
    // Jest's own, if it runs everything in one process.
    process.exitCode = 0;
    write.mockRestore();
  });

  const printed = () => write.mock.calls.map(([text]) => String(text)).join('');

  it('that works says nothing and ends with 0', async () => {
    await runScript(() => Promise.resolve());

    expect(printed()).toBe('');
    expect(process.exitCode).toBe(0);
  });

  it.each([
    new UsageError('Say which stage'),
    new InvalidConfigError('configs', [{ file: 'a.yaml', path: 'b', found: '1', allowed: '2' }]),
  ])('that was used wrongly says so in its own words and ends with 2', async (error) => {
    await runScript(() => Promise.reject(error));

    expect(printed()).toBe(`artisan: ${error.message}\n`);
    expect(process.exitCode).toBe(2);
  });

  it('that fails in another way shows where, and ends with 1', async () => {
    await runScript(() => Promise.reject(new TypeError('undefined is not a function')));

    expect(printed()).toContain('TypeError: undefined is not a function\n    at ');
    expect(process.exitCode).toBe(1);
  });
});
