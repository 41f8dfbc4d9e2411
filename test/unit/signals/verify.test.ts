import fc from 'fast-check';
import { breaches } from '../../../lib/signals/breaches.ts';
import { verifySignal } from '../../../lib/signals/verify.ts';
import { aSignal, figuresOf, MINUTE, NOON } from '../../support/signals/a-signal.ts';

describe('a signal that is verified', () => {
  it.each([
    ['in as many periods as its alarm needs', { 7: 90, 8: 91 }, true],
    ['in the period that is going on, too', { 9: 90, 10: 91 }, true],
    ['in fewer', { 8: 90, 9: 85, 10: 84 }, false],
    ['only longer ago', { 5: 99, 6: 99 }, false],
    ['without data', {}, false],
  ])('breaches or not: %s', async (_name, byMinute, isBreaching) => {
    const { figures } = figuresOf(byMinute);

    const verified = await verifySignal(figures, aSignal(), NOON + 10 * MINUTE + 30_000);

    expect(verified.isBreaching).toBe(isBreaching);
  });

  it('looks at whole periods of the alarm', async () => {
    const { figures, asked } = figuresOf({});

    await verifySignal(
      figures,
      aSignal({ period_seconds: 300, periods: 1, breaching: 1 }),
      NOON + 7 * MINUTE,
    );

    expect(asked).toMatchObject([{ from: NOON, to: NOON + 10 * MINUTE, periodSeconds: 300 }]);
  });

  it('says what it has seen, and that no data is no breach', async () => {
    const { figures } = figuresOf({ 9: 85.1234, 10: 4210.6 });

    const seen = await verifySignal(figures, aSignal(), NOON + 10 * MINUTE);
    const nothing = await verifySignal(figuresOf({}).figures, aSignal(), NOON);

    expect(seen.text).toBe(
      'ApiCpu (Average of CpuUtilization over 60 s; breaches above 85): 85.1, 4211: breaches',
    );
    expect(nothing.text).toMatch(/: no data, which is no breach$/);
  });

  it.each([
    ['above', 85, false],
    ['at_least', 85, true],
    ['at_most', 85, true],
    ['above', 85.01, true],
    ['at_most', 85.01, false],
  ] as const)('is compared as its alarm is: %s 85 with %d', (comparison, value, isSo) => {
    expect(breaches({ comparison, threshold: 85 }, value)).toBe(isSo);
  });

  it('breaches wherever as many of the newest whole periods do', async () => {
    const minutes = fc.dictionary(
      fc.constantFrom('6', '7', '8', '9', '10'),
      fc.double({ min: 0, max: 170, noNaN: true }),
    );
    await fc.assert(
      fc.asyncProperty(minutes, async (byMinute) => {
        const now = NOON + 10 * MINUTE + 1;
        const newest = [8, 9, 10].filter((minute) => (byMinute[String(minute)] ?? 0) > 85);

        const { isBreaching } = await verifySignal(figuresOf(byMinute).figures, aSignal(), now);

        if (newest.length >= 2) expect(isBreaching).toBe(true);
        if (Object.values(byMinute).every((value) => value <= 85)) expect(isBreaching).toBe(false);
      }),
    );
  });
});
