import { formatTally, tallyOf } from '../../../../scripts/lib/tally.ts';

const aResult = (ok: boolean) => ({ name: 'a tool', ok, seconds: 1 });

describe('the sum of all tests', () => {
  it('counts each check as a test, and a suite that did not load as a failed one', () => {
    const report = JSON.stringify({
      numPassedTests: 10,
      numFailedTests: 2,
      numPendingTests: 3,
      numRuntimeErrorTestSuites: 1,
    });

    const tally = tallyOf({ checks: [aResult(true), aResult(false)], jest: aResult(false), report });

    expect(tally).toEqual({ passed: 11, failed: 4, skipped: 3 });
  });

  it.each([undefined, '{"numPassedTests": 10}'])('does not pass when jest crashed and left %j', (report) => {
    const tally = tallyOf({ checks: [aResult(true)], jest: aResult(false), report });

    expect(tally.failed).toBe(1);
  });

  it.each([
    [{ passed: 12, failed: 0, skipped: 0 }, ['12 passed, 0 failed']],
    [{ passed: 12, failed: 3, skipped: 4 }, ['4 skipped', '12 passed, 3 failed']],
  ])('of %j ends in passed and failed, whatever was skipped', (tally, lines) => {
    const text = formatTally(tally);

    expect(text.split('\n')).toEqual([...lines, '']);
  });
});
