import { isGood, outcomeOf, outcomesTable } from '../../../../bench/scenarios/outcome.ts';
import { textOf } from '../../../../bench/report/table.ts';

const TOLD = {
  scenario: 'calm',
  seconds: 61.26,
  verdicts: [
    { says: 'no alarm goes off', holds: true },
    { says: 'the run finishes', holds: true },
  ],
  recount: { figures: 15, differences: [] as string[] },
};
const ended = (told: unknown, exitCode: number | null = 0) => ({
  ...{ exitCode, stdout: JSON.stringify(told), stderr: 'artisan: stopping\n' },
});
const one = { scenario: 'calm', run: 2 };

describe('what one of several rehearsals came to', () => {
  it('is good when it ended with 0, as expected, and its figures follow from its log', () => {
    const outcome = outcomeOf(one, ended(TOLD));

    expect(isGood(outcome)).toBe(true);
    expect(outcome).toEqual({
      ...{ ...one, exitCode: 0, seconds: 61.26, troubles: [] },
      ...{ met: { good: 2, all: 2 }, followed: { good: 15, all: 15 } },
    });
  });

  it.each([
    [
      'an expectation was not met',
      { ...TOLD, verdicts: [...TOLD.verdicts, { says: 'no breaker opens', holds: false, but: 'it was 1' }] },
      ['no breaker opens: it was 1'],
    ],
    [
      'a figure does not follow',
      { ...TOLD, recount: { figures: 15, differences: ['latency.fast: 3, recounted 1 to 2'] } },
      ['latency.fast: 3, recounted 1 to 2'],
    ],
    [
      'nothing was counted again',
      { ...TOLD, recount: undefined },
      [expect.stringContaining('artisan: stopping')],
    ],
    ['nothing was expected', { ...TOLD, verdicts: [] }, []],
    ['no figure was counted', { ...TOLD, recount: { figures: 0, differences: [] } }, []],
  ])('is not good when %s, even with exit code 0', (_when, told, troubles) => {
    const outcome = outcomeOf(one, ended(told));

    expect(isGood(outcome)).toBe(false);
    expect(outcome.troubles).toEqual(troubles);
  });

  it.each([1, 2, null])('is not good when it ended with %p, whatever it says', (exitCode) => {
    expect(isGood(outcomeOf(one, ended(TOLD, exitCode)))).toBe(false);
  });

  it('tells the last lines of one that said nothing else', () => {
    const stderr = Array.from({ length: 50 }, (_, index) => `line ${index}\n`).join('');

    const outcome = outcomeOf(one, { exitCode: 1, stdout: '', stderr });

    expect(isGood(outcome)).toBe(false);
    expect(outcome.troubles[0]).toMatch(/^line 30\n[^]*line 49$/);
  });

  it('is a line of a table', () => {
    const bad = outcomeOf({ scenario: 'bad', run: 1 }, { exitCode: null, stdout: '', stderr: '' });

    const table = textOf(outcomesTable([outcomeOf(one, ended(TOLD)), bad]));

    expect(table).toBe(
      [
        '  scenario  run  exit code  expectations met  figures recounted    took',
        '  calm        2          0            2 of 2           15 of 15  61.3 s',
        '  bad         1       none            0 of 0             0 of 0       -',
        '',
      ].join('\n'),
    );
  });
});
