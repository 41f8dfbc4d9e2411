import fc from 'fast-check';
import { spanOf } from '../../../lib/observability/report/span.ts';

const at = (time: string) => Date.parse(`2026-01-31T${time}Z`);

describe('the span of a window', () => {
  it('begins with the minute in which the window does', () => {
    expect(spanOf(60_000, at('12:00:59'))).toEqual({ from: at('11:59:00'), to: at('12:00:59') });
    expect(spanOf(60_000, at('12:00:00'))).toEqual({ from: at('11:59:00'), to: at('12:00:00') });
  });

  it('holds the window, and less than a minute more', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 60_000, max: 1e9 }),
        fc.integer({ min: 1e12, max: 2e12 }),
        (window, now) => {
          const { from, to } = spanOf(window, now);

          expect(from % 60_000).toBe(0);
          expect(to - from - window).toBeGreaterThanOrEqual(0);
          expect(to - from - window).toBeLessThan(60_000);
        },
      ),
    );
  });
});
