import { asksForHelp, parseStartOptions } from '../../../../scripts/start/options.ts';

const SCENARIOS = ['calm', 'first-48-hours'];

describe('the options of npm start', () => {
  it.each([
    [['--help'], true],
    [['--idle', '-h'], true],
    [['--idle'], false],
    [[], false],
  ])('%j ask for help: %p', (args, isAsked) => {
    expect(asksForHelp(args)).toBe(isAsked);
  });

  it('are a rehearsal that stays up on port 4700 by default', () => {
    expect(parseStartOptions([], SCENARIOS)).toEqual({
      idle: false,
      exit: false,
      json: false,
      noAuth: false,
      interactive: false,
      port: 4_700,
      scenario: 'first-48-hours',
    });
  });

  it('are all taken', () => {
    expect(
      parseStartOptions(
        [
          ...['--exit', '--json', '--no-auth', '--interactive', '--port', '0', '--scenario', 'calm'],
          ...['--sessions', '500', '--state', 'kept', '--out', 'here'],
        ],
        SCENARIOS,
      ),
    ).toEqual({
      idle: false,
      exit: true,
      json: true,
      noAuth: true,
      interactive: true,
      port: 0,
      scenario: 'calm',
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
    [['--scenario']],
    [['--prot', '1']],
    [['something']],
    [['--idle', '--exit']],
    [['--json']],
  ])('%j are refused with what is allowed', (args) => {
    const parse = () => parseStartOptions(args, SCENARIOS);

    expect(parse).toThrow(
      expect.objectContaining({ name: 'UsageError', message: expect.stringContaining('--no-auth') }),
    );
  });

  it('name the scenarios that there are when asked for another', () => {
    const parse = () => parseStartOptions(['--scenario', 'worst'], SCENARIOS);

    expect(parse).toThrow('--scenario: got worst, allowed is calm, first-48-hours');
  });
});
