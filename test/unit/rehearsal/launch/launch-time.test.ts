import { LaunchTime, launchTimeText } from '../../../../rehearsal/launch/launch-time.ts';

describe('the time of a launch', () => {
  it('lets go on who waits for what it has reached, and never goes back', async () => {
    const time = new LaunchTime();
    const passed: number[] = [];
    const waiting = [300, 100].map((at) => time.until(at).then(() => passed.push(at)));

    time.reach(200);
    time.reach(50);
    await waiting[1];
    await time.until(150);

    expect([passed, time.reached]).toEqual([[100], 200]);
    time.reach(Infinity);
    await Promise.all(waiting);
    expect(passed).toEqual([100, 300]);
  });

  it.each([
    [0, '00:00'],
    [26.5 * 3_600_000 + 59_999, '26:30'],
    [100 * 3_600_000, '100:00'],
  ])('reads %d ms as %s', (ms, text) => {
    expect(launchTimeText(ms)).toBe(text);
  });
});
