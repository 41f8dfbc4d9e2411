import { jest } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { ROLES, type Role } from '../../lib/contracts/names.ts';
import { routeOf, type RouteKey } from '../../lib/contracts/route-of.ts';
import { ROUTES } from '../../lib/contracts/routes.ts';
import { arriveAt, closeTab, inBrowser, launchBrowser, newTab } from '../support/console/browser.ts';
import { startConsoleServer, type ConsoleServer } from '../support/console/console-server.ts';
import { HOSTED, withUserPool } from '../support/console/user-pool.ts';
import { CONSOLE_ACTIONS } from '../support/roles/console-actions.ts';
import { lackOf, refusingAnswer, type Tweaks } from '../support/roles/refusing-api.ts';
import { exampleAnswer } from '../support/openapi/examples.ts';

jest.setTimeout(300_000);

/** What can be asked for on each page, by what is on the button, with the route that it goes to. */
const BUTTONS: Readonly<Record<string, Readonly<Record<string, RouteKey>>>> = {
  '/': {},
  '/traffic': {
    'Downshift fast…': 'PUT /v1/traffic/downshifts/{mode}',
    'Downshift balanced…': 'PUT /v1/traffic/downshifts/{mode}',
    'Restore creative…': 'DELETE /v1/traffic/downshifts/{mode}',
    'Change the weights…': 'PUT /v1/traffic/weights',
    'Force open…': 'PUT /v1/breakers/{model}',
    'Force closed…': 'PUT /v1/breakers/{model}',
  },
  '/runs': {},
  '/runs/night': {
    'Pause…': 'POST /v1/runs/{run}/directives',
    'Save now…': 'POST /v1/runs/{run}/directives',
    'Stop…': 'POST /v1/runs/{run}/directives',
    'Override…': 'PUT /v1/runs/{run}/overrides',
    'Pin…': 'PUT /v1/runs/{run}/checkpoints/{step}/pin',
    'Unpin…': 'DELETE /v1/runs/{run}/checkpoints/{step}/pin',
    'Download…': 'POST /v1/runs/{run}/checkpoints/{sel}/download',
    'Roll back…': 'POST /v1/runs/{run}/rollback',
  },
  '/runbooks': {},
  '/runbooks/one': {
    'Dry run…': 'POST /v1/runbooks/{id}/executions',
    'Start…': 'POST /v1/runbooks/{id}/executions',
  },
  '/executions': {},
  '/executions/one': { 'Stop…': 'POST /v1/executions/{id}/stop' },
  '/drills': { 'Drill every runbook…': 'POST /v1/drills' },
  '/drills/one': {},
  '/incidents': {},
  '/incidents/one': {
    'Resume the run night…': 'POST /v1/runs/{run}/directives',
    'Note…': 'POST /v1/incidents/{id}/timeline',
    'Resolve…': 'POST /v1/incidents/{id}/resolve',
  },
  '/approvals': {},
  '/approvals/one': {
    'Approve…': 'POST /v1/approvals/{id}/decision',
    'Reject…': 'POST /v1/approvals/{id}/decision',
  },
  '/audit': {},
};

const { items: breakers } = exampleAnswer('GET', '/v1/breakers') as { readonly items: readonly object[] };

/** So that everything can be asked for. */
const TWEAKS: Tweaks = {
  'GET /v1/traffic': (traffic) => ({ ...traffic, breakers }),
  'GET /v1/executions/{id}': (execution) => ({
    ...execution,
    status: 'waiting_approval',
    ended_at: undefined,
  }),
  'GET /v1/runs/{run}/checkpoints': () => {
    const checkpoint = exampleAnswer('GET', '/v1/runs/night/checkpoints/500') as object;
    return { items: [{ ...checkpoint, step: 1_000, pinned: true }, checkpoint] };
  },
};

const tokenOf = (groups: readonly string[]): string =>
  `e30.${Buffer.from(JSON.stringify({ username: 'rosa', 'cognito:groups': groups })).toString('base64url')}.c2ln`;

const routesOf = (address: string): readonly (readonly [string, RouteKey])[] =>
  Object.entries(BUTTONS[address] ?? {});

inBrowser.describe(`what the console offers${inBrowser.suffix}`, () => {
  let server: ConsoleServer;
  let browser: Browser;
  let page: Page;
  let tweaks = TWEAKS;
  /** The token that the API was last asked with. */
  let hasEnded = false;
  const changes: (RouteKey | undefined)[] = [];

  beforeAll(async () => {
    server = await startConsoleServer((path, _query, method) => {
      if (hasEnded) return Promise.resolve([401, { message: 'Unauthorized' }]);
      if (method !== 'GET') changes.push(routeOf(method, path));
      return Promise.resolve(refusingAnswer(method, path, tweaks));
    });
    browser = await launchBrowser();
  });

  beforeEach(async () => {
    tweaks = TWEAKS;
    hasEnded = false;
    page = await newTab(browser);
  });

  afterEach(() => closeTab(page));

  afterAll(async () => {
    await browser.close();
    await server.close();
  });

  /** To where all that is shown has been read. */
  const goTo = async (address: string, groups: readonly string[]) => {
    const isNew = (await page.evaluate('location.href')) === 'about:blank';
    await arriveAt(page, `${server.url}/console/#${isNew ? `token=${tokenOf(groups)}&to=` : ''}${address}`);
    await page.locator('main').filter({ hasNotText: 'Loading…' }).waitFor();
  };
  const buttons = async () => [...new Set(await page.locator('main button').allInnerTexts())];

  it.each<readonly [string, readonly Role[]]>([
    ['to nobody of any role', []],
    ...ROLES.map((role) => [`to one who is only ${role}`, [role]] as const),
  ])('%s is just what has a route for him, on every page', async (_, roles) => {
    for (const address of Object.keys(BUTTONS)) {
      await goTo(address, roles);

      const his = routesOf(address).filter(([, route]) => roles.some((role) => role === ROUTES[route].auth));
      const others = routesOf(address).filter(([label]) => !his.some(([own]) => own === label));
      expect([address, (await buttons()).sort()]).toEqual([address, his.map(([label]) => label).sort()]);
      for (const role of new Set(others.map(([, route]) => ROUTES[route].auth)))
        await page
          .getByText(`needs the role ${role}; rosa has ${roles[0] ?? 'none'}.`)
          .first()
          .waitFor();
    }
  });

  it('is told in words when it is refused, and nothing looks done', async () => {
    for (const address of Object.keys(BUTTONS).filter((one) => routesOf(one).length > 0)) {
      await goTo(address, ROLES);
      for (const [label, route] of routesOf(address)) {
        changes.length = 0;
        await page.getByRole('button', { name: label, exact: true }).first().click();
        await agree(page);
        const told = await page.locator('dialog .problem', { hasText: lackOf(route) }).innerText();

        expect([label, changes]).toEqual([label, [route]]);
        expect(told).toContain('The caller lacks the role this route asks for');
        await page.getByRole('button', { name: 'Cancel' }).click();
        await page.locator('dialog').waitFor({ state: 'detached' });
      }
      expect(new URL(page.url()).hash).toBe(`#${address}`);
    }
  });

  it('is less once his next token has a role less, where he stands', async () => {
    await withUserPool(page, server.url, () => {
      const roles: readonly Role[] = hasEnded ? ['viewer'] : ['viewer', 'operator'];
      hasEnded = false;
      return tokenOf(roles);
    });
    await page.goto(`${HOSTED}/console/#/drills`);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('button', { name: 'Drill every runbook…' }).click();
    await page.getByLabel('Reason').fill('a test');

    hasEnded = true;
    await page.getByRole('button', { name: 'Start the drill' }).click();
    await page.locator('dialog .problem', { hasText: lackOf('POST /v1/drills') }).waitFor();
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.getByText('needs the role operator; rosa has viewer.').waitFor();

    expect(await buttons()).toEqual([]);
  });

  it('is on some page, whatever it can be asked for', () => {
    const made = Object.values(CONSOLE_ACTIONS).flat();
    const routes = made.map(({ call }) => call({})).map(({ method, path }) => routeOf(method, path));

    expect(new Set(Object.values(BUTTONS).flatMap(Object.values))).toEqual(new Set(routes));
  });

  it('is no decision on what somebody has started himself', async () => {
    tweaks = {
      ...TWEAKS,
      'GET /v1/approvals/{id}': (approval) => ({ ...approval, requested_by: 'rosa' }),
    };

    await goTo('/approvals/one', ['approver']);

    await page.getByText('You started this by hand: somebody else has to decide.').waitFor();
    expect(await buttons()).toEqual([]);
  });
});

/** Fills in what has to be, and does what the dialog asks. */
async function agree(page: Page): Promise<void> {
  const dialog = page.locator('dialog');
  await dialog.waitFor();
  for (const input of await dialog.locator('input:required').all())
    if ((await input.inputValue()) === '') await input.fill('a test');
  await dialog.locator('button[type=submit]').click();
}
