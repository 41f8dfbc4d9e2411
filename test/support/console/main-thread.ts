import type { Browser, Page } from 'playwright-core';
import * as v from 'valibot';

const trace = v.object({
  traceEvents: v.array(
    v.looseObject({
      name: v.string(),
      pid: v.number(),
      tid: v.number(),
      tdur: v.optional(v.number(), 0),
      args: v.optional(v.looseObject({ name: v.optional(v.unknown()) }), {}),
    }),
  ),
});

/** Work of a fixed size: what it takes says how fast this machine is, now. */
const CALIBRATION = `(() => {
  const values = Array.from({ length: 400_000 }, (_, index) => Math.sin(index));
  return values.map((value) => value.toFixed(3)).join('L').length;
})()`;

/** What the calibration takes on the machine that the limit was set on, with nothing beside it. Milliseconds. */
const CALIBRATION_MS = 100;

/** In which each turn of a thread is a `RunTask`, what its promises do included. */
const CATEGORY = 'disabled-by-default-devtools.timeline';

export interface Measured {
  /** Of processor time, each task of the page's main thread, longest first. */
  readonly tasks: readonly number[];
  /** How many times slower than the machine of the limit: 1 or more. */
  readonly slowness: number;
}

/**
 * How long a page's main thread was busy at a time, from the browser's own trace. Processor time, not that of the wall:
 * on a busy machine a thread waits for its turn, which is none of the page's doing.
 */
export async function measured(browser: Browser, page: Page, work: () => Promise<void>): Promise<Measured> {
  const before = await calibrated(browser, page);
  const tasks = await tasksOf(browser, page, work);
  const after = await calibrated(browser, page);
  return { tasks, slowness: Math.max(1, before, after) };
}

async function calibrated(browser: Browser, page: Page): Promise<number> {
  const [longest = 0] = await tasksOf(browser, page, async () => {
    await page.evaluate(CALIBRATION);
  });
  return longest / CALIBRATION_MS;
}

async function tasksOf(browser: Browser, page: Page, work: () => Promise<void>): Promise<readonly number[]> {
  await browser.startTracing(page, { categories: [CATEGORY] });
  const bytes = await work().then(
    () => browser.stopTracing(),
    async (error: unknown) => {
      await browser.stopTracing();
      throw error;
    },
  );
  const { traceEvents } = v.parse(trace, JSON.parse(bytes.toString()));
  const mains = new Set(
    traceEvents
      .filter(({ name, args }) => name === 'thread_name' && args.name === 'CrRendererMain')
      .map(({ pid, tid }) => `${pid}/${tid}`),
  );
  return traceEvents
    .filter(({ name, pid, tid }) => name === 'RunTask' && mains.has(`${pid}/${tid}`))
    .map(({ tdur }) => tdur / 1_000)
    .toSorted((one, other) => other - one);
}
