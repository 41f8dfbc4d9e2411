import type { Browser, Page } from 'playwright-core';
import { arriveAt, closeTab, inBrowser, launchBrowser, newTab } from '../support/console/browser.ts';
import { aRunNamed, CHECKPOINTS, seriesOf } from '../support/console/busy-run.ts';
import {
  CLIENT,
  startConsoleServer,
  type Answer,
  type ConsoleServer,
} from '../support/console/console-server.ts';
import { POISON } from '../support/console/poisoned.ts';
import { HOSTED, withUserPool } from '../support/console/user-pool.ts';
import { until } from '../support/until.ts';

const claims = Buffer.from(
  JSON.stringify({ username: 'rosa', 'cognito:groups': ['viewer', 'operator'], exp: 1_769_860_800 }),
).toString('base64url');
const TOKEN = `e30.${claims}.c2lnbmF0dXJl`;
const NEXT_TOKEN = `e30.${claims}.bmV4dA`;

/** No place to break it, markup, and what turns text around. */
const LONG = `${'x'.repeat(2_000)}${POISON}\u202e${'y'.repeat(2_000)}`;
const run = { ...aRunNamed('launch'), labels: { [LONG]: LONG } };
const LONG_RUN = {
  ...run,
  runaway: { attempt: 2, step: 1, at: run.created_at, detail: LONG },
  findings: run.findings.map((finding) => ({ ...finding, kind: LONG, detail: LONG })),
  lineage: run.lineage.map((line) => ({ ...line, by: LONG, reason: LONG })),
  directive: { ...run.directive, by: LONG },
  overrides: { clip_range: { value: 0.1, owner: LONG, reason: LONG, at: run.created_at } },
};

const fine: Answer = (path, query) => {
  if (path.endsWith('/metrics'))
    return Promise.resolve([
      200,
      seriesOf({ metrics: ['reward', LONG], points: Number(query.get('max_points')) }),
    ]);
  if (path.endsWith('/checkpoints')) return Promise.resolve([200, { items: CHECKPOINTS }]);
  if (path === '/v1/runs') return Promise.resolve([200, { items: [LONG_RUN] }]);
  return Promise.resolve([200, path.startsWith('/v1/runs/') ? LONG_RUN : { items: [] }]);
};

const LATER = `{
  const now = Date.now;
  Date.now = () => now() + 120_000;
  document.dispatchEvent(new Event('visibilitychange'));
}`;

inBrowser.describe(`the console, when things are not as they should be${inBrowser.suffix}`, () => {
  let server: ConsoleServer;
  let browser: Browser;
  let answer = fine;
  let page: Page;
  const asked: string[] = [];

  beforeAll(async () => {
    server = await startConsoleServer((...asked) => answer(...asked));
    browser = await launchBrowser();
  });

  beforeEach(async () => {
    answer = fine;
    asked.length = 0;
    page = await newTab(browser, { viewport: { width: 360, height: 740 } });
    page.on('request', (request) => asked.push(request.url()));
  });

  afterEach(() => closeTab(page));

  afterAll(async () => {
    await browser.close();
    await server.close();
  });

  const open = (to: string, token = TOKEN) =>
    arriveAt(page, `${server.url}/console/#token=${token}&to=${to}`);
  const kept = () =>
    page.evaluate<unknown>(
      '({ here: location.href, local: Object.entries(localStorage), session: Object.entries(sessionStorage), cookie: document.cookie })',
    );

  it('has its token in no address and nowhere but in this tab, a link that is opened there included', async () => {
    await open('/runs');
    const first = await kept();
    await open('/incidents', NEXT_TOKEN);
    await page.getByRole('heading', { name: 'Incidents' }).waitFor();
    const second = await kept();
    const other = await newTab(browser);
    await other.goto(`${server.url}/console/#/runs`);
    await other.getByText('Sign in to Artisan').waitFor();

    const where = { local: [], cookie: '' };
    const here = (place: string) => `${server.url}/console/#${place}`;
    expect(first).toEqual({ ...where, here: here('/runs'), session: [['artisan-token', TOKEN]] });
    expect(second).toEqual({ ...where, here: here('/incidents'), session: [['artisan-token', NEXT_TOKEN]] });
    expect(asked.filter((url) => url.includes('token=') || url.includes(claims))).toEqual([]);
  });

  it('takes no token from any link where people sign in at the user pool', async () => {
    await withUserPool(page, server.url, () => TOKEN);

    await page.goto(`${HOSTED}/console/#token=${TOKEN}&to=/runs`);
    await page.getByText('Sign in to Artisan').waitFor();
    const first = await kept();
    await page.goto(`${HOSTED}/console/#token=${NEXT_TOKEN}&to=/incidents`);
    await page.waitForURL(`${HOSTED}/console/#/incidents`);
    const second = await kept();

    const nothing = { local: [], session: [], cookie: '' };
    expect(first).toEqual({ ...nothing, here: `${HOSTED}/console/#/runs` });
    expect(second).toEqual({ ...nothing, here: `${HOSTED}/console/#/incidents` });
    expect(await page.locator('dialog input').count()).toBe(0);
    expect(asked.filter((url) => url.includes('/v1/'))).toEqual([]);
  });

  it('forgets who was here once he signs out, and shows nothing to whoever goes back', async () => {
    await open('/runs');
    await page.locator('td a').first().waitFor();

    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByText('Sign in to Artisan').waitFor();
    const left = await kept();
    const before = asked.length;
    await page.goBack();
    await page.getByText('Sign in to Artisan').waitFor();

    expect(left).toEqual({ here: `${server.url}/console/`, local: [], session: [], cookie: '' });
    expect(await page.locator('main').count()).toBe(0);
    expect(asked.slice(before).filter((url) => url.includes('/v1/'))).toEqual([]);
  });

  it('signs in and out on the pages of a user pool, and takes back what renews tokens', async () => {
    let isOver = false;
    answer = (...request) => (isOver ? Promise.resolve([401, {}]) : fine(...request));
    const pool = await withUserPool(page, server.url, () => {
      const token = isOver ? NEXT_TOKEN : TOKEN;
      isOver = false;
      return token;
    });
    await page.goto(`${HOSTED}/console/#/runs`);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.locator('td a').first().waitFor();
    const [signedIn, came] = [await kept(), pool.asked.splice(0)];
    isOver = true;
    await page.evaluate(LATER);
    await until(async () => (await page.evaluate('sessionStorage.getItem("artisan-token")')) === NEXT_TOKEN);
    const renewed = pool.asked.splice(0);
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByText('Sign in to Artisan').waitFor();
    await until(() => pool.asked.length === 2);

    expect(signedIn).toMatchObject({ here: `${HOSTED}/console/#/runs`, session: [['artisan-token', TOKEN]] });
    expect(came.map(([path]) => path)).toEqual(['/oauth2/authorize', '/oauth2/token']);
    expect(came[1]?.[1]).toMatchObject({ code: 'code-1', redirect_uri: `${HOSTED}/console/callback` });
    expect(renewed.map(([, { grant_type, refresh_token }]) => [grant_type, refresh_token])).toEqual([
      ['refresh_token', 'refresh-1'],
    ]);
    expect(Object.fromEntries(pool.asked)).toEqual({
      '/oauth2/revoke': { client_id: CLIENT, token: 'refresh-1' },
      '/logout': { client_id: CLIENT, logout_uri: `${HOSTED}/console/` },
    });
    expect(await kept()).toMatchObject({ here: `${HOSTED}/console/`, session: [] });
  });

  it('holds names without end, and markup, on a narrow screen', async () => {
    for (const place of ['/runs', '/runs/launch']) {
      await open(place);
      await page.getByText(LONG.slice(0, 2_010)).first().waitFor();
      const width = await page.evaluate<number>('document.documentElement.scrollWidth');
      const widest = await page.evaluate<string[]>(
        '[...document.querySelectorAll("main *")].filter((e) => e.getBoundingClientRect().right > 360 && !e.closest(".wide")).map((e) => `${e.tagName} ${e.className} ${e.textContent.slice(0, 20)}`)',
      );

      expect([place, width, widest]).toEqual([place, 360, []]);
      expect(await page.locator('img, main script, main b').count()).toBe(0);
    }
  });

  it.each([
    ['is down', 0, 'No answer came'],
    ['has failed', 500, 'The API answered 500'],
    ['is asked too often', 429, 'Too many requests'],
  ])('keeps what was seen while the API %s, says so, and goes on', async (_, status, says) => {
    await open('/runs');
    await page.locator('td a').first().waitFor();

    if (status === 0) await page.route('**/v1/**', (route) => route.abort());
    else answer = () => Promise.resolve([status, {}]);
    await page.evaluate(LATER);
    await page.locator('.problem', { hasText: says }).first().waitFor();
    const rows = await page.locator('td a').count();
    await page.unroute('**/v1/**');
    answer = fine;
    // Again and again: what was asked before may still be refused.
    await until(async () => {
      await page.evaluate(LATER);
      const gone = page.locator('.problem').first().waitFor({ state: 'detached', timeout: 2_000 });
      return gone.then(
        () => true,
        () => false,
      );
    });

    expect(rows).toBe(1);
  });

  it.each([-3, 3])('shows times when its clock is %i days off', async (days) => {
    await page.addInitScript(`{ const now = Date.now; Date.now = () => now() + ${days} * 86_400_000; }`);

    await open('/runs/launch');
    const ago = await page.locator('#about ~ .facts time').first().innerText();

    expect(ago).toMatch(/ago$|^just now$/);
  });

  it('says when its token ended, and takes another from whatever is pasted', async () => {
    await open('/runs');
    await page.locator('td a').first().waitFor();

    answer = () => Promise.resolve([401, { message: 'Unauthorized' }]);
    await page.evaluate(LATER);
    const said = await page.locator('dialog', { hasText: 'Your token has ended' }).innerText();
    answer = fine;
    await page.getByLabel('Access token').fill(`{"access_token":"${NEXT_TOKEN}","expires_in":900}`);
    await page.keyboard.press('Enter');
    await page.locator('dialog').waitFor({ state: 'detached' });

    expect(said).toMatch(/It ended at .*26.* nothing behind this is new since then/s);
    expect(said).toContain('/_local/tokens');
    expect(await kept()).toMatchObject({ session: [['artisan-token', NEXT_TOKEN]] });
  });
});
