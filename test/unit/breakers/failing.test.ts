import { closedFromTheStart, type Breaker } from '../../../lib/breakers/breaker.ts';
import type { Counts } from '../../../lib/breakers/counts.ts';
import { judgeFailing, type LastCheck } from '../../../lib/breakers/failing.ts';
import { aTrafficConfig } from '../../support/traffic/fakes.ts';

const POLICY = aTrafficConfig().breaker;
const CLOSED = closedFromTheStart('qwen');
const OPENED_AT = 1_000;
const OPEN: Breaker = {
  ...CLOSED,
  state: 'open',
  changed: { by: 'artisan', at: OPENED_AT, reason: 'so it was' },
};
const NOBODY: Counts = { ok: 0, failed: 0, timeouts: 0 };
const WELL: LastCheck = {
  healthy: true,
  reason: 'answered 200',
  consecutiveFailures: 0,
  checkedAt: OPENED_AT + 1,
};
const ILL: LastCheck = {
  healthy: false,
  reason: 'answered 503',
  consecutiveFailures: 1,
  checkedAt: OPENED_AT,
};

const judge = (breaker: Breaker, counts: Counts, check?: LastCheck) =>
  judgeFailing({ breaker, counts, check }, POLICY);

describe('a model fails', () => {
  it.each([
    ['when its newest health check did', CLOSED, NOBODY, ILL, true],
    ['when most of its answers did', CLOSED, { ok: 2, failed: 3, timeouts: 0 }, WELL, true],
    ['not at just half of them', CLOSED, { ok: 3, failed: 3, timeouts: 0 }, WELL, false],
    ['over a single answer, where there is no other', CLOSED, { ok: 0, failed: 1, timeouts: 0 }, WELL, true],
    ['when three of a thousand timed out', CLOSED, { ok: 997, failed: 3, timeouts: 3 }, WELL, true],
    ['not over two of a thousand', CLOSED, { ok: 998, failed: 2, timeouts: 2 }, WELL, false],
    ['not over errors that are few', CLOSED, { ok: 990, failed: 10, timeouts: 2 }, WELL, false],
    ['while what opened its breaker has not been seen to end', OPEN, NOBODY, undefined, true],
    ['not when it was well since its breaker opened', OPEN, NOBODY, WELL, false],
    [
      'not because a person has forced its breaker',
      { ...OPEN, state: 'forced_open' },
      NOBODY,
      undefined,
      false,
    ],
    ['not without any sign', CLOSED, NOBODY, undefined, false],
  ] as const)('%s', (_, breaker, counts, check, expected) => {
    expect(judge(breaker, counts, check).isFailing).toBe(expected);
  });

  it('and all that says so is said', () => {
    expect(judge(OPEN, { ok: 0, failed: 4, timeouts: 0 }, ILL).detail).toBe(
      'its newest health check failed (answered 503), 1 in a row; 4 of 4 answers failed; its breaker is open: so it was',
    );
  });
});
