import { describe, expect, it } from '@jest/globals';
import { createMovableClock } from '../../../../local/clock/movable-clock.ts';
import { readSharedTime } from '../../../../local/clock/shared-time.ts';

describe('the time shared with other threads', () => {
  it('is the standing clock, whatever the wall clock says', async () => {
    const clock = createMovableClock({ running: false, startAt: 5_000 });
    const now = readSharedTime(clock.sharedTime, () => 999);

    await clock.advance(250);

    expect(now()).toBe(5_250);
  });

  it('is the wall clock plus what a running clock has been moved by, also while timers fire', async () => {
    const clock = createMovableClock({ running: true });
    const now = readSharedTime(clock.sharedTime, () => 1_000);
    const seen: number[] = [];
    clock.setTimer(() => seen.push(now()), 60_000);

    await clock.advance(90_000);

    expect(seen[0]).toBeGreaterThan(60_900);
    expect(seen[0]).toBeLessThanOrEqual(61_000);
    expect(now()).toBeGreaterThan(90_900);
    expect(now()).toBeLessThanOrEqual(91_000);
  });

  it('fires timers due at fractions of a millisecond', async () => {
    const clock = createMovableClock({ running: false, startAt: 0 });
    const fired: string[] = [];
    clock.setTimer(() => fired.push('fired'), 10.25);

    await clock.advance(11);

    expect(fired).toEqual(['fired']);
    expect(clock.now()).toBe(11);
  });
});
