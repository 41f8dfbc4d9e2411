import { createSparingLog } from '../../../../functions/shared/sparing-log.ts';

function aLog() {
  const lines: unknown[] = [];
  const clock = { time: 0, now: () => clock.time };
  const log = createSparingLog(
    { error: (message, error, more) => lines.push([message, error, more]) },
    clock,
  );
  return { lines, clock, log };
}

describe('a sparing log', () => {
  it('says the same thing once in five seconds, and how often it did not', () => {
    const { lines, clock, log } = aLog();
    const error = new Error('out');

    for (let i = 0; i < 10; i += 1) log.error('no table', error);
    clock.time = 5_000;
    log.error('no table', error, { path: '/' });
    clock.time = 10_000;
    log.error('no table', error);

    expect(lines).toEqual([
      ['no table', error, {}],
      ['no table', error, { path: '/', unlogged: 9 }],
      ['no table', error, {}],
    ]);
  });

  it('tells apart messages and kinds of errors', () => {
    const { lines, log } = aLog();

    log.error('no table', new Error('out'));
    log.error('no table', new TypeError('out'));
    log.error('no flags', new Error('out'));

    expect(lines).toHaveLength(3);
  });
});
