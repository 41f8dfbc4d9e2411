import type { Browser, Locator, Page } from 'playwright-core';
import { arriveAt, inBrowser, launchBrowser, newTab } from '../support/console/browser.ts';
import { aRunNamed, CHECKPOINTS, millionSteps, seriesOf } from '../support/console/busy-run.ts';
import { startConsoleServer, type Answer, type ConsoleServer } from '../support/console/console-server.ts';
import { longestTurn } from '../support/console/main-thread.ts';
import { until } from '../support/until.ts';

/** Of the issue: more, and a page does not answer to a key before it is noticed. */
const LONGEST_TASK_MS = 100;
const CHARTS = 500;
const RUNS = 100;
/** Some thirty charts at a time: what is out of sight is not drawn. */
const TALL = { width: 1_280, height: 2_000 };
const AT_A_TIME = 125;
const DRAWN = 'path.line:not([d=""])';

/** What is shown is due to be looked at anew. */
const LATER = `{
  const now = Date.now;
  Date.now = () => now() + 60_000;
  document.dispatchEvent(new Event('visibilitychange'));
}`;

/** What the last of so many metrics is called: another name is another answer. */
let lastMetric = 'zz 0';

const answer: Answer = async (path, query) => {
  const [, , , run = '', what] = path.split('/');
  if (path === '/v1/runs') return [200, runsPage(query)];
  if (what === 'metrics') return [200, await series(run, query)];
  if (what === 'checkpoints') return [200, { items: CHECKPOINTS }];
  return [200, path.startsWith('/v1/runs/') ? aRunNamed(run) : { items: [] }];
};

async function series(run: string, query: URLSearchParams) {
  const points = Number(query.get('max_points'));
  if (run === 'launch') return millionSteps(query);
  if (run !== 'wide') return seriesOf({ metrics: ['reward', 'loss', 'kl'], points });
  const names = Array.from({ length: CHARTS - 1 }, (_, index) => `metric ${index}`);
  return seriesOf({ metrics: [...names, lastMetric], points });
}

function runsPage(query: URLSearchParams) {
  const from = Number(query.get('cursor'));
  const to = Math.min(RUNS, from + Number(query.get('limit')));
  const items = Array.from({ length: to - from }, (_, index) => aRunNamed(`run-${from + index}`));
  return { items, ...(to < RUNS && { next_cursor: String(to) }) };
}

inBrowser.describe(`the page while it has much to draw${inBrowser.suffix}`, () => {
  let server: ConsoleServer;
  let browser: Browser;

  beforeAll(async () => {
    server = await startConsoleServer(answer);
    browser = await launchBrowser();
  });

  afterAll(async () => {
    await browser.close();
    await server.close();
  });

  const open = async () => {
    const page = await newTab(browser, { viewport: TALL });
    await arriveAt(page, `${server.url}/console/#token=none&to=/incidents`);
    return page;
  };
  const goTo = (page: Page, address: string) => page.goto(`${server.url}/console/#${address}`);
  const longest = (work: (page: Page) => Promise<void>) =>
    longestTurn(browser, { open, work, limitMs: LONGEST_TASK_MS });

  it(`is never busy for more than ${LONGEST_TASK_MS} ms with ${CHARTS} charts, nor when they come anew`, async () => {
    const milliseconds = await longest(async (page) => {
      await goTo(page, '/runs/wide');
      await scrollPast(page.locator('figure.chart'), CHARTS);
      lastMetric = `${lastMetric}0`;
      await page.evaluate(LATER);
      await drawn(page.locator('figure', { hasText: lastMetric }));
    });

    expect(milliseconds).toBeLessThanOrEqual(LONGEST_TASK_MS);
  });

  it('is never busy for longer over a run of a million steps, read to its end', async () => {
    const milliseconds = await longest(async (page) => {
      await goTo(page, '/runs/launch');
      const more = page.getByRole('button', { name: 'Show later steps' });
      for (const reached of [/up to step 3\d\d,/, /up to step 6\d\d,/]) {
        await page.getByText(reached).waitFor();
        await drawnAnew(page.locator('figure.chart').first(), () => more.click());
      }
      await more.waitFor({ state: 'detached' });
    });

    expect(milliseconds).toBeLessThanOrEqual(LONGEST_TASK_MS);
  });

  it(`is never busy for longer over a list of ${RUNS} runs with their sparklines`, async () => {
    const milliseconds = await longest(async (page) => {
      await goTo(page, '/runs');
      for (let shown = 50; shown < RUNS; shown += 50) {
        await page.getByText(`${shown} shown`).waitFor();
        await page.getByRole('button', { name: 'Show older ones' }).click();
      }
      await scrollPast(page.locator('.spark'), 3 * RUNS);
    });

    expect(milliseconds).toBeLessThanOrEqual(LONGEST_TASK_MS);
  });
});

const drawn = (thing: Locator) => thing.locator(DRAWN).waitFor({ state: 'attached' });

async function drawnAnew(thing: Locator, cause: () => Promise<void>): Promise<void> {
  await drawn(thing);
  const line = () => thing.locator(DRAWN).getAttribute('d');
  const before = await line();
  await cause();
  await until(async () => (await line()) !== before);
}

/** Past all of them, so far at a time that some are never seen. */
async function scrollPast(things: Locator, count: number): Promise<void> {
  for (let at = 0; at < count + AT_A_TIME - 1; at += AT_A_TIME) {
    const thing = things.nth(Math.min(at, count - 1));
    await thing.scrollIntoViewIfNeeded();
    await drawn(thing);
  }
}
