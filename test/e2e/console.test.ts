import { readFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { closeTab, inBrowser, launchBrowser } from '../support/console/browser.ts';
import { whileNoApprover, whileStartedBy } from '../support/approvals/losing-the-right.ts';
import { openConsole, type OpenConsole } from '../support/console/open-console.ts';
import { poisoned } from '../support/console/poisoned.ts';
import { WatchedRun } from '../support/console/watched-run.ts';
import { startRehearsalStage, type RehearsalStage } from '../support/runbooks/rehearsal-stage.ts';
import type { ApprovalSeen } from '../support/runbooks/runaway-case.ts';

/** Of Tab, until what is looked for has the focus: more, and nobody would go there by keyboard. */
const MOST_PRESSES = 60;

const AXE = readFileSync('node_modules/axe-core/axe.min.js', 'utf8');

inBrowser.describe(`the console in a browser${inBrowser.suffix}`, () => {
  let stage: RehearsalStage;
  let browser: Browser;
  let run: WatchedRun;
  let approval: ApprovalSeen;
  let incident: string;
  let drill: string;
  const open: OpenConsole[] = [];
  const opened = async (username: string) => {
    const one = await openConsole(browser, stage, username);
    open.push(one);
    return one;
  };

  beforeAll(async () => {
    stage = await startRehearsalStage();
    browser = await launchBrowser();
    run = new WatchedRun(stage);
    approval = await run.untilAsked();
    incident = (await run.execution()).incident_id;
    drill = await drilled(stage);
  });

  afterEach(async () => {
    await Promise.all(open.splice(0).map(({ page }) => closeTab(page)));
  });

  afterAll(async () => {
    await browser.close();
    await stage.stop();
  });

  /** One of each kind of page, with what shows that it is there. */
  const places = () =>
    [
      ['/', '#lights ~ .wide'],
      ['/traffic', '#breakers ~ .wide'],
      ['/runs', '.spark path.line'],
      ['/runs/launch', '.chart path.line'],
      ['/runbooks', 'td a'],
      ['/runbooks/rl_reward_runaway_rollback', '.node'],
      ['/executions', 'td a'],
      [`/executions/${approval.execution_id}`, '.node'],
      ['/drills', 'td a'],
      [`/drills/${drill}`, 'h2 a'],
      ['/incidents', 'td a'],
      [`/incidents/${incident}`, '.timeline'],
      ['/approvals', 'td a'],
      [`/approvals/${approval.id}`, '#decision'],
      ['/audit', 'td'],
    ] as const;

  it('has no serious fault of accessibility on any page, light or dark', async () => {
    const { page, goTo, complaints } = await opened('admin');
    const faults: string[] = [];

    for (const [address, shown] of places()) {
      await goTo(address);
      await page.locator(shown).first().waitFor();
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme });
        const found = await faultsOf(page, colorScheme === 'dark' ? ['color-contrast'] : undefined);
        faults.push(...found.map((fault) => `${address} ${colorScheme}: ${fault}`));
      }
    }

    expect(faults).toEqual([]);
    expect(complaints).toEqual([]);
  });

  it('shows a viewer everything on a narrow screen, and lets him do nothing', async () => {
    const { page, goTo, complaints } = await opened('viewer');
    await page.setViewportSize({ width: 360, height: 740 });
    const buttons: string[] = [];
    const tooWide: string[] = [];

    for (const [address, shown] of places()) {
      await goTo(address);
      await page.locator(shown).first().waitFor();
      const names = await page.locator('main button').allInnerTexts();
      buttons.push(...names.map((name) => `${address}: ${name}`));
      const width = await page.evaluate<number>('document.documentElement.scrollWidth');
      if (width > 360) tooWide.push(`${address}: ${width}`);
    }
    await goTo(`/approvals/${approval.id}`);
    const said = await page.locator('main', { hasText: 'Deciding needs the role approver' }).innerText();

    expect(buttons).toEqual([]);
    expect(tooWide).toEqual([]);
    expect(said).toContain('viewer has viewer');
    expect(complaints).toEqual([]);
  });

  it('makes text of whatever comes from elsewhere', async () => {
    const { page, goTo, complaints } = await opened('admin');
    await page.route('**/v1/**', async (route) => {
      const response = await route.fetch({ timeout: 0 });
      const body: unknown = await response.json().catch(() => undefined);
      await route.fulfill({ response, json: poisoned(body) });
    });
    const problems: string[] = [];
    const markup: number[] = [];
    await page.reload();

    for (const [address] of places()) {
      await goTo(address);
      await page.locator('main', { hasText: '<img src=x' }).waitFor();
      markup.push(await page.locator('img, main script, main b').count());
      problems.push(...(await page.locator('.problem').allInnerTexts()));
    }

    expect(markup).toEqual(places().map(() => 0));
    expect(problems.filter((text) => /can not (be read|show)/.test(text))).toEqual([]);
    expect(await page.title()).not.toBe('taken');
    // What is named after markup is not there.
    expect(complaints.filter((text) => !text.includes('404'))).toEqual([]);
  });

  it('tells who is no approver any more that his decision was refused, and shows it as not made', async () => {
    const { page, goTo } = await opened('approver');
    await goTo(`/approvals/${approval.id}`);
    await page.getByRole('button', { name: 'Approve…' }).click();

    const said = await whileNoApprover(stage, 'approver', async () => {
      await page.locator('dialog').getByRole('button', { name: 'Approve', exact: true }).click();
      return page.locator('dialog .problem').innerText();
    });
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.getByRole('button', { name: 'Approve…' }).waitFor();

    expect(said).toContain('approver is not an approver: the user pool has no group for them now');
    expect(await stage.see(`/v1/approvals/${approval.id}`)).toMatchObject({
      status: 'pending',
      audit: [{ outcome: 'asked' }, { outcome: 'refused', actor: 'approver', via: 'console' }],
    });
  });

  it('offers no decision to whoever started it himself, whom the API refuses as well', async () => {
    const { page, goTo } = await opened('approver');
    const { id, plan_hash } = approval;

    const [own, refused] = await whileStartedBy(stage, { id, username: 'approver' }, async () => {
      await goTo(`/approvals/${id}`);
      await page.getByText('You started this by hand: somebody else has to decide.').waitFor();
      const body = { decision: 'approve', plan_hash };
      const path = `/v1/approvals/${id}/decision`;
      return Promise.all([
        page.locator('main button').allInnerTexts(),
        stage.as('approver', { method: 'POST', path, body }),
      ]);
    });

    expect(own).toEqual([]);
    expect([refused.status, refused.body['code']]).toEqual([403, 'own_request']);
  });

  it('shows a person what ran away, lets him approve what he has read, and shows the rollback, by keyboard alone', async () => {
    const { page, goTo, complaints, asked } = await opened('approver');

    await follow(page, 'Training');
    await follow(page, 'launch');
    const alarm = await page.locator('#runaway').innerText();
    await page.locator('.marks .finding').first().waitFor({ state: 'attached' });
    await follow(page, 'Read and decide');
    const plan = await page.locator('main', { hasText: 'Then: Verify the step of the trainer' }).innerText();
    await follow(page, 'Approve…');
    await page.keyboard.press('Escape');
    await page.locator('dialog').waitFor({ state: 'detached' });
    await page.locator('button:focus', { hasText: 'Approve…' }).waitFor();
    await page.keyboard.press('Enter');
    await page.getByLabel('Comment').waitFor();
    await page.keyboard.type('read it');
    await page.keyboard.press('Enter');
    await page.getByText('It was approved by approver (console): read it').waitFor();
    await run.obeyAll();
    await goTo(`/executions/${approval.execution_id}`);
    await page.locator('h1 .badge.good', { hasText: 'succeeded' }).waitFor();
    await goTo('/runs/launch');
    const rollback = await page.locator('.timeline', { hasText: 'Back to step 1999: attempt 2' }).innerText();
    await page.locator('.marks .rollback').first().waitFor({ state: 'attached' });

    expect(alarm).toMatch(/^It ran away: /);
    expect(plan).toContain(approval.summary.split('(')[0]);
    expect(plan).toContain('Then: Verify the step of the trainer');
    expect(rollback).toContain('runaway at step');
    expect(await stage.see(`/v1/approvals/${approval.id}`)).toMatchObject({
      status: 'approved',
      decided_via: 'console',
      comment: 'read it',
    });
    expect(asked.filter((url) => !url.startsWith(stage.stack.url))).toEqual([]);
    expect(complaints).toEqual([]);
  });

  it('asks for a new token above the page when the old one has ended, goes on, and forgets it on signing out', async () => {
    const { page } = await opened('viewer');
    const token = (await stage.stack.pools[0]?.issueAccessToken('viewer'))?.accessToken ?? '';
    let isOver = true;
    await page.route('**/v1/**', (route) =>
      isOver ? route.fulfill({ status: 401, json: { message: 'Unauthorized' } }) : route.continue(),
    );

    await page.goto(`${stage.stack.url}/console/#/runbooks`);
    await page.getByText('Your token has ended').waitFor();
    isOver = false;
    await page.getByLabel('Access token').fill(token);
    await page.keyboard.press('Enter');
    await page.locator('td a').first().waitFor();
    await page.locator('dialog').waitFor({ state: 'detached' });
    const hash = await page.evaluate('location.hash');
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByText('Sign in to Artisan').waitFor();

    expect(hash).toBe('#/runbooks');
    expect(await page.evaluate('sessionStorage.length')).toBe(0);
  });
});

/** Goes to what is called so by Tab, presses Enter, and waits until what that leads to has the focus. */
async function follow(page: Page, name: string): Promise<void> {
  const named = { name, exact: true };
  await page.getByRole('link', named).or(page.getByRole('button', named)).first().waitFor();
  for (let presses = 0; presses < MOST_PRESSES; presses += 1) {
    await page.keyboard.press('Tab');
    if ((await page.evaluate('document.activeElement.textContent')) === name) {
      await page.keyboard.press('Enter');
      await page.locator('main:focus, dialog :focus').waitFor({ state: 'attached' });
      return;
    }
  }
  throw new Error(`${MOST_PRESSES} presses of Tab did not lead to "${name}"`);
}

/** Every runbook, planned while the others of these tests go on. */
async function drilled({ as }: RehearsalStage): Promise<string> {
  const { body } = await as('operator', { method: 'POST', path: '/v1/drills', body: { reason: 'a look' } });
  return String(body['id']);
}

interface AxeFound {
  readonly violations: readonly {
    readonly id: string;
    readonly impact?: string;
    readonly nodes: readonly { readonly target: readonly string[] }[];
  }[];
}

/**
 * Serious and critical ones; of all rules unless some are named: what a scheme changes is contrast. Evaluated from
 * outside: the page's policy lets nothing else in.
 */
async function faultsOf(page: Page, runOnly?: readonly string[]): Promise<readonly string[]> {
  await page.evaluate(AXE);
  const options = JSON.stringify({ resultTypes: ['violations'], ...(runOnly && { runOnly }) });
  const { violations } = await page.evaluate<AxeFound>(`axe.run(document, ${options})`);
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id} at ${nodes.map(({ target }) => target.join(' ')).join(', ')}`);
}
