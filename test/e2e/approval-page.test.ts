import { mkdirSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { ASKING, askingOn } from '../support/approvals/asking-stack.ts';
import { startArtisan, type ArtisanStack } from '../support/artisan-stack.ts';
import { openConsole, type OpenConsole } from '../support/console/open-console.ts';
import { closeTab, inBrowser, launchBrowser, newTab } from '../support/console/browser.ts';
import { synthesizedWith } from '../support/runbooks/with-runbook.ts';

inBrowser.describe(`the approval page in a browser${inBrowser.suffix}`, () => {
  const assembly = synthesizedWith({ asking: ASKING });
  let artisan: ArtisanStack;
  let asking: ReturnType<typeof askingOn>;
  let browser: Browser;
  let page: Page;
  /** What the page complained of, and every address that it asked for. */
  let complaints: string[];
  let asked: string[];

  beforeAll(async () => {
    artisan = await startArtisan({ assemblyDir: assembly.assemblyDir });
    asking = askingOn(artisan.stack);
    browser = await launchBrowser();
  });

  afterAll(async () => {
    await browser.close();
    asking.destroy();
    await artisan.stop();
    assembly.remove();
  });

  beforeEach(async () => {
    page = await newTab(browser, { colorScheme: 'dark', viewport: { width: 900, height: 900 } });
    [complaints, asked] = [[], []];
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('request', (request) => asked.push(request.url()));
  });

  afterEach(() => closeTab(page));

  const tokenOf = async (username: string) =>
    (await artisan.stack.pools[0]?.issueAccessToken(username))?.accessToken ?? '';
  const text = (id: string) => page.locator(`#${id}`).innerText();

  it('shows the plan to whoever brings a token in the fragment, and approves by keyboard alone', async () => {
    const run = await asking.ask({
      trigger: {
        kind: 'alarm',
        by: '<img src=x onerror=alert(1)>',
        at: new Date().toISOString(),
        detail: '<b>120</b> > 100',
      },
    });
    const token = await tokenOf('approver');

    await page.goto(`${artisan.stack.url}/approve/${run.approvalId}#token=${token}`);
    await page.locator('#approval').waitFor();
    const shown = (await Promise.all(['step', 'about', 'plan', 'decide'].map(text))).join('\n');
    const focused = await page.evaluate('document.activeElement.id');
    await keepPicture(page, 'pending');
    const press = async (...keys: string[]) => {
      for (const key of keys) await page.keyboard.press(key);
    };
    await press('Tab');
    await page.keyboard.type('looks good');
    await press('Enter');
    const afterComment = (await asking.approval(run.approvalId))?.['status'] as unknown;
    await press('Tab', 'Enter');
    await page.locator('#status', { hasText: 'Done: approved by approver' }).waitFor();
    await keepPicture(page, 'approved');

    expect(await asking.ended(run)).toMatchObject({ status: 'SUCCEEDED' });
    expect(await asking.approval(run.approvalId)).toMatchObject({
      decided_by: 'approver',
      decided_via: 'console',
      comment: 'looks good',
    });
    expect(shown).toContain('Do what cannot be taken back');
    expect(shown).toContain('<img src=x onerror=alert(1)>');
    expect(shown).toContain('<b>120</b> > 100');
    expect(shown).toContain('Approve: this is done. It is the last step.');
    expect(shown).toContain('Reject, or no answer in time: nothing of it is done');
    expect(shown).toMatch(/waits 00:\d\d:\d\d for a decision/);
    expect([focused, afterComment]).toEqual(['step', 'pending']);
    expect(page.url()).toBe(`${artisan.stack.url}/approve/${run.approvalId}`);
    expect(asked.filter((url) => url.includes(token))).toEqual([]);
    expect(complaints).toEqual([]);
  });

  it('asks for a token, refuses a wrong one, and tells the second who was first', async () => {
    const run = await asking.ask();
    const plan_hash = (await asking.approval(run.approvalId))?.['plan_hash'];
    await page.goto(`${artisan.stack.url}/approve/${run.approvalId}`);

    await page.locator('#token').fill('nonsense');
    await page.keyboard.press('Enter');
    await page.locator('#status', { hasText: 'Sign in again' }).waitFor();
    await page.locator('#token').fill(await tokenOf('approver'));
    await page.keyboard.press('Enter');
    await page.locator('#approval').waitFor();
    await artisan.as('admin', {
      method: 'POST',
      path: `/v1/approvals/${run.approvalId}/decision`,
      body: { decision: 'reject', plan_hash },
    });
    await page.getByRole('button', { name: 'Approve' }).click();
    await page.locator('#status', { hasText: 'It was rejected by admin' }).waitFor();

    expect(await page.locator('#decide').isVisible()).toBe(false);
    expect(await text('about')).toContain('rejected by admin');
    expect(await asking.ended(run)).toMatchObject({ status: 'FAILED', error: 'ApprovalRejectedError' });
  });

  it('tells who is no approver so, and decides nothing', async () => {
    const run = await asking.ask();

    await page.goto(`${artisan.stack.url}/approve/${run.approvalId}#token=${await tokenOf('viewer')}`);
    await page.getByRole('button', { name: 'Reject' }).click();
    await page.locator('#status', { hasText: 'viewer is not an approver' }).waitFor();

    expect(await asking.approval(run.approvalId)).toMatchObject({ status: 'pending' });
    await asking.call('StopExecution', { executionArn: run.executionArn });
  });

  describe('while somebody has a dialog of the console open', () => {
    const opened: OpenConsole[] = [];
    const consoleOf = async (username: string) => {
      const console = await openConsole(browser, artisan, username);
      opened.push(console);
      return console;
    };
    const auditOf = async (id: string) => {
      const { body } = await artisan.as('viewer', { method: 'GET', path: `/v1/approvals/${id}` });
      const lines = body['audit'] as readonly { readonly actor: string; readonly outcome: string }[];
      return lines.map(({ actor, outcome }) => `${actor} ${outcome}`);
    };

    afterEach(() => Promise.all(opened.splice(0).map(({ page: tab }) => closeTab(tab))));

    it('and another decides, he is told so when he agrees, and it stays decided as it was', async () => {
      const run = await asking.ask();
      const plan_hash = (await asking.approval(run.approvalId))?.['plan_hash'];
      const { page: tab, goTo } = await consoleOf('approver');
      await goTo(`/approvals/${run.approvalId}`);
      await tab.getByRole('button', { name: 'Approve…' }).click();
      await tab.getByLabel('Comment').fill('looks good');

      await artisan.as('admin', {
        method: 'POST',
        path: `/v1/approvals/${run.approvalId}/decision`,
        body: { decision: 'reject', plan_hash, comment: 'not now' },
      });
      await tab.getByText('It was rejected by admin (').waitFor();
      const kept = await tab.getByLabel('Comment').inputValue();
      await tab.locator('dialog').getByRole('button', { name: 'Approve', exact: true }).click();
      await tab.locator('dialog .problem').waitFor();
      await tab.getByRole('button', { name: 'Look again' }).click();
      await tab.locator('dialog').waitFor({ state: 'detached' });

      expect(kept).toBe('looks good');
      expect(await tab.getByRole('button', { name: 'Approve…' }).count()).toBe(0);
      expect(await asking.ended(run)).toMatchObject({ status: 'FAILED', error: 'ApprovalRejectedError' });
      expect(await asking.approval(run.approvalId)).toMatchObject({
        decided_by: 'admin',
        comment: 'not now',
      });
    });

    it('and the plan changes, he agrees to nothing that he has not read, and once he has, to that', async () => {
      const run = await asking.ask();
      const path = `/v1/approvals/${run.approvalId}`;
      const { page: tab, goTo } = await consoleOf('approver');
      let isOld = true;
      await tab.route(`**${path}`, async (route) => {
        const response = await route.fetch({ timeout: 0 });
        const body = (await response.json()) as Readonly<Record<string, unknown>>;
        const old = { ...body, plan_hash: 'of what it was', summary: 'What it was' };
        await route.fulfill({ response, json: isOld ? old : body });
      });
      await goTo(`/approvals/${run.approvalId}`);
      await tab.locator('.lead', { hasText: 'What it was' }).waitFor();
      await tab.getByRole('button', { name: 'Approve…' }).click();
      isOld = false;
      const confirm = tab.locator('dialog').getByRole('button', { name: 'Approve', exact: true });
      await confirm.click();
      await tab.locator('dialog .problem').waitFor();
      const [status, said] = [
        (await asking.approval(run.approvalId))?.['status'],
        await tab.locator('dialog').innerText(),
      ];
      await tab.getByRole('button', { name: 'Look again' }).click();
      await tab.locator('.lead', { hasText: 'What it was' }).waitFor({ state: 'detached' });
      await tab.getByRole('button', { name: 'Approve…' }).click();
      await confirm.dblclick();
      await tab.getByText('It was approved by approver (console)').waitFor();

      expect(status).toBe('pending');
      expect(said).toContain('Look again, then decide');
      expect(await asking.ended(run)).toMatchObject({ status: 'SUCCEEDED' });
      expect(await auditOf(run.approvalId)).toEqual([
        'artisan asked',
        'approver refused',
        'approver approved',
      ]);
    });

    it('and another changes the weights, his are not set over those that he has not seen', async () => {
      const { page: tab, goTo } = await consoleOf('operator');
      await goTo('/traffic');
      await tab.getByRole('button', { name: 'Change the weights…' }).click();
      const [fast, balanced] = [tab.getByLabel('fast, percent'), tab.getByLabel('balanced, percent')];
      const confirm = tab.getByRole('button', { name: 'Set the weights' });
      await fast.fill('70');
      await balanced.fill('20');
      await tab.locator('dialog button[type=submit]:enabled').waitFor();

      await artisan.as('admin', {
        method: 'PUT',
        path: '/v1/traffic/weights',
        headers: { 'if-match': '*' },
        body: { weights: { fast: 50, balanced: 40, creative: 10 } },
      });
      await confirm.click();
      await tab.getByRole('button', { name: 'Look again' }).click();
      await tab.locator('dialog').waitFor({ state: 'detached' });
      await tab.locator('tr', { hasText: 'fast' }).getByText('50 %').first().waitFor();
      const { body } = await artisan.as('viewer', { method: 'GET', path: '/v1/traffic' });

      expect(body['weights']).toEqual({ fast: 50, balanced: 40, creative: 10 });
    });
  });
});

/** For people who want to look at it: set PICTURES to a folder. */
async function keepPicture(page: Page, name: string): Promise<void> {
  const folder = process.env['PICTURES'];
  if (folder === undefined) return;
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: `${folder}/approval-${name}.png` });
}
