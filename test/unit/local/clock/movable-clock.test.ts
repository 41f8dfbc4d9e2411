import { createMovableClock } from '../../../../local/clock/movable-clock.ts';

describe('a standing clock', () => {
  it('moves only by hand', async () => {
    const clock = createMovableClock({ running: false, startAt: 1_000 });

    await clock.advance(500);

    expect(clock.now()).toBe(1_500);
  });

  it('fires timers in order of due time, each at its own due time', async () => {
    const clock = createMovableClock({ running: false, startAt: 0 });
    const fired: [string, number][] = [];
    clock.setTimer(() => fired.push(['late', clock.now()]), 300);
    clock.setTimer(() => fired.push(['early', clock.now()]), 100);

    await clock.advance(1_000);

    expect(fired).toEqual([
      ['early', 100],
      ['late', 300],
    ]);
  });

  it('fires a timer that another timer set on the way, also through a promise', async () => {
    const clock = createMovableClock({ running: false, startAt: 0 });
    const fired: number[] = [];
    const sleep = (ms: number) => new Promise<void>((resolve) => clock.setTimer(resolve, ms));
    const chain = async () => {
      await sleep(100);
      await sleep(100);
      fired.push(clock.now());
    };
    void chain();

    await clock.advance(250);

    expect(fired).toEqual([200]);
  });

  it('does not fire a cancelled timer, nor one that is due later', async () => {
    const clock = createMovableClock({ running: false, startAt: 0 });
    const fired: string[] = [];
    const cancel = clock.setTimer(() => fired.push('cancelled'), 10);
    clock.setTimer(() => fired.push('later'), 1_000);

    cancel();
    await clock.advance(999);

    expect(fired).toEqual([]);
  });
});

describe('a running clock', () => {
  it('goes on from where it was moved to', async () => {
    const clock = createMovableClock({ running: true });
    const before = Date.now();

    await clock.advance(3_600_000);

    expect(clock.now()).toBeGreaterThanOrEqual(before + 3_600_000);
    expect(clock.now()).toBeLessThan(before + 3_660_000);
  });

  it('fires a timer by itself', async () => {
    const clock = createMovableClock({ running: true });

    const fired = await new Promise((resolve) =>
      clock.setTimer(() => {
        resolve('fired');
      }, 5),
    );

    expect(fired).toBe('fired');
  });

  it('fires a timer armed for longer than setTimeout can hold only when its time has come', async () => {
    const clock = createMovableClock({ running: true });
    let fired = 0;
    const cancel = clock.setTimer(() => (fired += 1), 2 ** 32);

    await clock.advance(2 ** 31);

    expect(fired).toBe(0);
    cancel();
  });
});

describe('a clock that is held', () => {
  it('moves on to the next timer once everybody has let go', async () => {
    const clock = createMovableClock({ running: false, startAt: 0 });
    const seen: number[] = [];
    const work = () => {
      const letGo = clock.hold();
      setTimeout(() => {
        seen.push(clock.now());
        letGo();
      }, 20);
    };
    for (const dueAt of [100, 100, 200]) clock.setTimer(work, dueAt);

    await clock.advance(1_000);

    expect(seen).toEqual([100, 100, 200]);
    expect(clock.now()).toBe(1_000);
  });

  it('moves on after five seconds without them', async () => {
    const clock = createMovableClock({ running: false, startAt: 0 });
    clock.setTimer(() => clock.hold(), 100);
    clock.setTimer(() => undefined, 200);
    const begun = performance.now();

    await clock.advance(1_000);

    expect(clock.now()).toBe(1_000);
    expect(performance.now() - begun).toBeGreaterThan(4_500);
  });

  it('says so, until everybody has let go', () => {
    const clock = createMovableClock({ running: false, startAt: 0 });
    const [one, other] = [clock.hold(), clock.hold()];

    const seen = [one, one, other].map((letGo) => {
      const before = clock.isHeld();
      letGo();
      return before;
    });

    expect([...seen, clock.isHeld()]).toEqual([true, true, true, false]);
  });
});
