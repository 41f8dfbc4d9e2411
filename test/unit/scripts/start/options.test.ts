import { parseStartOptions } from '../../../../scripts/start/options.ts';

describe('the options of npm start', () => {
  it('are a rehearsal that stays up on port 4700 by default', () => {
    expect(parseStartOptions([])).toEqual({
      idle: false,
      exit: false,
      noAuth: false,
      interactive: false,
      port: 4_700,
      sessions: 10_000,
    });
  });

  it('are all taken', () => {
    expect(
      parseStartOptions([
        '--exit',
        '--no-auth',
        '--interactive',
        '--port',
        '0',
        '--sessions',
        '500',
        '--state',
        'kept',
        '--out',
        'here',
      ]),
    ).toEqual({
      idle: false,
      exit: true,
      noAuth: true,
      interactive: true,
      port: 0,
      sessions: 500,
      state: 'kept',
      out: 'here',
    });
  });

  it.each([
    [['--port', '65535']],
    [['--port', '-1']],
    [['--port', '80a']],
    [['--port']],
    [['--sessions', '99']],
    [['--sessions', '1e3']],
    [['--prot', '1']],
    [['something']],
    [['--idle', '--exit']],
  ])('%j are refused with what is allowed', (args) => {
    const parse = () => parseStartOptions(args);

    expect(parse).toThrow(
      expect.objectContaining({ name: 'UsageError', message: expect.stringContaining('--no-auth') }),
    );
  });
});
