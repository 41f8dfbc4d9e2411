import { Slices } from '../../../console/charts/slices.ts';

/** A browser whose time only work takes. */
function aBrowser() {
  const frames: (() => void)[] = [];
  let now = 0;
  const slices = new Slices({ now: () => now, afterFrame: (callback) => frames.push(callback) });
  return {
    slices,
    frames,
    takes: (ms: number) => () => (now += ms),
    now: () => now,
    /** How long each frame worked. */
    run: () => {
      const lasted: number[] = [];
      for (let frame = frames.shift(); frame; frame = frames.shift()) {
        const before = now;
        frame();
        lasted.push(now - before);
      }
      return lasted;
    },
  };
}

describe('work in slices', () => {
  it('gives the browser its turn after 8 ms: 500 charts of 2 ms take no frame more than a piece longer', () => {
    const browser = aBrowser();

    for (let chart = 0; chart < 500; chart += 1) browser.slices.add(browser.takes(2));
    const lasted = browser.run();

    expect(browser.now()).toBe(1_000);
    expect(Math.max(...lasted)).toBe(8);
    expect(lasted).toHaveLength(125);
  });

  it('goes on in the order in which it came, what is added meanwhile included', () => {
    const browser = aBrowser();
    const done: string[] = [];

    browser.slices.add(() => {
      done.push('one');
      browser.slices.add(() => done.push('three'));
    });
    browser.slices.add(() => done.push('two'));
    browser.run();

    expect(done).toEqual(['one', 'two', 'three']);
  });

  it('does nothing that was taken back, and asks for no frame without work', () => {
    const browser = aBrowser();
    const done: string[] = [];

    const back = browser.slices.add(() => done.push('never'));
    back();
    const lasted = browser.run();

    expect([done, lasted.length, browser.frames.length]).toEqual([[], 1, 0]);
  });
});
