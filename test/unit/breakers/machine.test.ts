import fc from 'fast-check';
import { admissionAt, closedFromTheStart, stateAt, type Breaker } from '../../../lib/breakers/breaker.ts';
import { afterCheck, afterCounts, afterProbe, ordered, type Moment } from '../../../lib/breakers/machine.ts';
import { verdictOn } from '../../../lib/breakers/outcome.ts';
import { withoutProbe, withProbe } from '../../../lib/breakers/probe.ts';
import { aTrafficConfig } from '../../support/traffic/fakes.ts';

const NOW = 1_800_000_000_000;
const { breaker: policy } = aTrafficConfig();
const CLOSED = closedFromTheStart('qwen');
const aMoment = (change: Partial<Moment> = {}): Moment => ({ policy, now: NOW, chance: 0, ...change });
const counts = (ok: number, failed: number, timeouts = 0) => ({ ok, failed, timeouts });
const mustBe = (breaker: Breaker | undefined): Breaker => {
  if (!breaker) throw new Error('Nothing changed');
  return breaker;
};
const opened = (change: Partial<Moment> = {}) => mustBe(afterCounts(CLOSED, counts(0, 20), aMoment(change)));

describe('a closed breaker', () => {
  it.each([
    ['19 failures, below the minimum volume', counts(0, 19), false],
    ['20 failures', counts(0, 20), true],
    ['half of 20', counts(10, 10), true],
    ['less than half', counts(11, 10), false],
    ['19 failures and a success, which make the volume', counts(1, 19), true],
    ['three time-outs and nothing else', counts(0, 3, 3), true],
    ['two time-outs', counts(0, 2, 2), false],
    ['three time-outs among four that were well', counts(4, 3, 3), false],
    ['three time-outs, and failures that are none', counts(1, 7, 3), false],
    ['nothing', counts(0, 0), false],
  ])('after %s', (_what, window, opens) => {
    expect(afterCounts(CLOSED, window, aMoment())?.state).toBe(opens ? 'open' : undefined);
  });

  it('opens at the third health check that fails in a row', () => {
    expect(afterCheck({ ...CLOSED, failedChecks: 2 }, aMoment())).toBeUndefined();
    expect(afterCheck({ ...CLOSED, failedChecks: 3 }, aMoment())).toMatchObject({ state: 'open' });
  });
});

describe('an open breaker', () => {
  it('refuses until its wait is over, then has a place for one probe', () => {
    const breaker = opened();

    expect(admissionAt(breaker, NOW + 9_999)).toBe('refuse');
    expect(admissionAt(breaker, NOW + 10_000)).toBe('probe');
    expect(stateAt(breaker, NOW + 10_000)).toBe('half_open');
  });

  it('is not opened anew, nor its wait changed, by what fails meanwhile', () => {
    const breaker = { ...opened(), failedChecks: 9 };

    expect(afterCounts(breaker, counts(0, 100, 100), aMoment())).toBeUndefined();
    expect(afterCheck(breaker, aMoment())).toBeUndefined();
  });

  it('has no probe to end: neither success nor failure changes it', () => {
    for (const ok of [true, false])
      expect(afterProbe(opened(), { owner: 'late', ok }, aMoment())).toBeUndefined();
  });
});

describe('a half-open breaker', () => {
  const later = aMoment({ now: NOW + 10_000 });
  const half = () => mustBe(withProbe(opened(), 'prober', later));

  it('gives its one place away once, until the lease runs out', () => {
    expect(withProbe(half(), 'second', later)).toBeUndefined();
    const heir = withProbe(half(), 'second', aMoment({ now: NOW + 40_000 }));
    expect(heir).toMatchObject({ probe: { owner: 'second', until: NOW + 70_000 } });
  });

  it('that was given its place back has it for another, and hears no answer of the first', () => {
    const free = withoutProbe(half(), later);

    expect(free).toMatchObject({ state: 'half_open', generation: half().generation + 1, probe: undefined });
    expect(afterProbe(free, { owner: 'prober', ok: true }, later)).toBeUndefined();
    expect(withProbe(free, 'second', later)).toMatchObject({ probe: { owner: 'second' } });
  });

  it.each([true, false])('listens to nobody but the probe (ok: %p)', (ok) => {
    expect(afterProbe(half(), { owner: 'somebody', ok }, later)).toBeUndefined();
  });

  it('closes with the probe, and counts anew', () => {
    expect(afterProbe(half(), { owner: 'prober', ok: true }, later)).toMatchObject({
      state: 'closed',
      series: 1,
      countedFrom: later.now,
      failedChecks: 0,
      probe: undefined,
    });
  });

  it('opens for twice as long when the probe fails', () => {
    expect(afterProbe(half(), { owner: 'prober', ok: false }, later)).toMatchObject({
      state: 'open',
      backoffMs: 20_000,
      nextAttemptAt: later.now + 20_000,
      probe: undefined,
    });
  });
});

describe('the wait', () => {
  const chance = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

  it('never gets shorter from probe to probe, doubles up to the most, and leaves its share to chance', () => {
    fc.assert(
      fc.property(fc.array(chance, { minLength: 1, maxLength: 40 }), (chances) => {
        const [first = 0, ...rest] = chances;
        let breaker = opened({ chance: first });
        const waits = [breaker.backoffMs];
        for (const next of rest) {
          const due = aMoment({ now: breaker.nextAttemptAt, chance: next });
          const half = mustBe(withProbe(breaker, 'p', due));
          breaker = mustBe(afterProbe(half, { owner: 'p', ok: false }, due));
          waits.push(breaker.backoffMs);
        }

        for (const [index, wait] of waits.entries()) {
          const longest = Math.min(10_000 * 2 ** index, 300_000);
          expect(wait).toBeLessThanOrEqual(longest);
          expect(wait).toBeGreaterThanOrEqual(longest * 0.8 - 1);
          expect(wait).toBeGreaterThanOrEqual(waits[index - 1] ?? 0);
        }
      }),
    );
  });

  it('goes on growing when it opens again within a window after closing, and begins anew after a calm one', () => {
    const due = aMoment({ now: NOW + 10_000 });
    const half = mustBe(withProbe(opened(), 'p', due));
    const closed = mustBe(afterProbe(half, { owner: 'p', ok: true }, due));
    const openAt = (now: number) => afterCounts(closed, counts(0, 20), aMoment({ now, chance: 0.99 }));

    expect(openAt(due.now + 299_999)?.backoffMs).toBe(16_040);
    expect(openAt(due.now + 300_000)?.backoffMs).toBe(8_020);
  });
});

describe('a forced breaker', () => {
  const force = (state: 'forced_open' | 'forced_closed' | 'auto', from: Breaker = CLOSED) =>
    ordered(from, { state, by: 'ada', reason: 'because' }, aMoment());

  it('stands through anything that is counted, and names its owner', () => {
    for (const state of ['forced_open', 'forced_closed'] as const) {
      const forced = mustBe(force(state));

      expect(forced).toMatchObject({ state, changed: { by: 'ada', reason: 'because', at: NOW } });
      expect(afterCounts(forced, counts(0, 100, 100), aMoment())).toBeUndefined();
      expect(afterCheck({ ...forced, failedChecks: 9 }, aMoment())).toBeUndefined();
      expect(withProbe(forced, 'p', aMoment({ now: NOW + 1e9 }))).toBeUndefined();
      expect(admissionAt(forced, NOW + 1e9)).toBe(state === 'forced_open' ? 'refuse' : 'pass');
    }
  });

  it('ends the probe that was on its way', () => {
    const half = mustBe(withProbe(opened(), 'p', aMoment({ now: NOW + 10_000 })));
    const forced = mustBe(force('forced_open', half));

    expect(forced.probe).toBeUndefined();
    expect(afterProbe(forced, { owner: 'p', ok: true }, aMoment())).toBeUndefined();
  });

  it('closes on auto, with an empty window and a short wait again; any other is left alone', () => {
    const forced = mustBe(force('forced_open', opened()));

    expect(force('auto', forced)).toMatchObject({ state: 'closed', series: 1, openings: 0, backoffMs: 0 });
    expect(force('auto', opened())).toBeUndefined();
  });
});

describe('every transition', () => {
  it('counts the generation up by one, and says when', () => {
    const due = aMoment({ now: NOW + 10_000 });
    const half = mustBe(withProbe(opened(), 'p', due));
    const closed = mustBe(afterProbe(half, { owner: 'p', ok: true }, due));
    const forced = mustBe(ordered(closed, { state: 'forced_open', by: 'a', reason: 'r' }, due));

    expect([CLOSED, opened(), half, closed, forced].map(({ generation }) => generation)).toEqual([
      0, 1, 2, 3, 4,
    ]);
    expect([half, closed, forced].every(({ changed }) => changed?.at === due.now)).toBe(true);
  });
});

describe('an outcome', () => {
  it.each([
    ['ok', 30_000, 'ok'],
    ['ok', 30_001, 'timeout'],
    ['error', 10, 'failed'],
    ['error', 30_001, 'timeout'],
    ['timeout', 10, 'timeout'],
    ['cancelled', 10, undefined],
    ['cancelled', 30_001, 'timeout'],
  ] as const)('%s after %p ms counts as %p', (status, latencyMs, verdict) => {
    expect(verdictOn({ models: ['qwen'], status, latencyMs, nonce: 'n', selectedAt: NOW }, 30_000)).toBe(
      verdict,
    );
  });
});
