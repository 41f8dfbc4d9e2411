import type { Browser, Page } from 'playwright-core';
import * as v from 'valibot';

const trace = v.object({
  traceEvents: v.array(
    v.looseObject({
      name: v.string(),
      pid: v.number(),
      tid: v.number(),
      ts: v.optional(v.number(), 0),
      tdur: v.optional(v.number(), 0),
      args: v.optional(v.looseObject({ name: v.optional(v.unknown()) }), {}),
    }),
  ),
});

type TraceEvent = v.InferOutput<typeof trace>['traceEvents'][number];

/** The smallest category that has both of these: others fill tens of megabytes in a few seconds. */
const CATEGORY = 'toplevel';
const TASK = 'ThreadControllerImpl::RunTask';
/** What a task's promises do after it: neither draws nor hears a key before that is done. */
const PROMISES = 'BlinkScheduler_PerformMicrotaskCheckpoint';

/** Work of a fixed size: what it takes says how fast this machine is, now. */
const CALIBRATION = `(() => {
  const values = Array.from({ length: 400_000 }, (_, index) => Math.sin(index));
  return values.map((value) => value.toFixed(3)).join('L').length;
})()`;

/** What the calibration takes on the machine that the limit was set on, with nothing beside it. Milliseconds. */
const CALIBRATION_MS = 100;

const MOST_TRIES = 3;

export interface Load {
  /** A page that has done none of it yet. */
  readonly open: () => Promise<Page>;
  readonly work: (page: Page) => Promise<void>;
  readonly limitMs: number;
}

/**
 * For how long a page's main thread was busy at a time, at most: milliseconds of processor time, as the machine of the
 * limit would take. Not the time of the wall: on a busy machine a thread waits for its turn, which is none of the page's
 * doing. Above the limit it is measured anew: what else a machine does only adds, so the least of them is the page's own.
 */
export async function longestTurn(browser: Browser, { open, work, limitMs }: Load): Promise<number> {
  let least = Infinity;
  for (let tries = 0; least > limitMs && tries < MOST_TRIES; tries += 1) {
    const page = await open();
    try {
      least = Math.min(least, await longestOnce(browser, page, work));
    } finally {
      await page.close();
    }
  }
  return least;
}

async function longestOnce(browser: Browser, page: Page, work: Load['work']): Promise<number> {
  const before = await calibrated(browser, page);
  const longest = await traced(browser, page, () => work(page));
  const after = await calibrated(browser, page);
  return longest / Math.max(1, before, after);
}

/** How many times slower than the machine of the limit. */
async function calibrated(browser: Browser, page: Page): Promise<number> {
  const longest = await traced(browser, page, () => page.evaluate(CALIBRATION));
  return longest / CALIBRATION_MS;
}

async function traced(browser: Browser, page: Page, work: () => Promise<unknown>): Promise<number> {
  await browser.startTracing(page, { categories: [CATEGORY] });
  const bytes = await work().then(
    () => browser.stopTracing(),
    async (error: unknown) => {
      await browser.stopTracing();
      throw error;
    },
  );
  const { traceEvents } = v.parse(trace, JSON.parse(bytes.toString()));
  const threads = Map.groupBy(traceEvents, ({ pid, tid }) => `${pid}/${tid}`);
  const turns = [...threads.values()].filter(isMain).flatMap(turnsOf);
  if (turns.length === 0) throw new Error('The trace holds no task of the page');
  return Math.max(...turns) / 1_000;
}

const isMain = (events: readonly TraceEvent[]): boolean =>
  events.some(({ name, args }) => name === 'thread_name' && args.name === 'CrRendererMain');

/** Microseconds. */
function turnsOf(events: readonly TraceEvent[]): readonly number[] {
  const turns: number[] = [];
  for (const { name, tdur } of events.toSorted((one, other) => one.ts - other.ts)) {
    if (name === TASK) turns.push(tdur);
    if (name === PROMISES) turns.push((turns.pop() ?? 0) + tdur);
  }
  return turns;
}
