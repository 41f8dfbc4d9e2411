/**
 * `npm run screenshots`: lets a run go astray on the local stack, looks at every page of the console while somebody is
 * asked and after he has said yes, and keeps what it saw in docs/screenshots, or in the folder that SCREENSHOTS names.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { chromium, type Page } from 'playwright-core';
import { startRehearsalStage, type RehearsalStage } from '../test/support/runbooks/rehearsal-stage.ts';
import { WatchedRun } from '../test/support/console/watched-run.ts';
import { builtAssembly } from './lib/build/built.ts';
import { runScript } from './lib/run-script.ts';
import { palettePng } from './screenshots/palette-png.ts';

const FOLDER = process.env['SCREENSHOTS'] ?? 'docs/screenshots';
const CHROMIUM = process.env['CHROMIUM'] ?? '/usr/bin/chromium';
const SESSIONS = 600;
const WIDE = { width: 1_120, height: 700 };
const NARROW = { width: 360, height: 700 };

/** Address, name of the picture, and what shows that the page is there. */
type Shot = readonly [address: string, name: string, shown: string];

await runScript(async () => {
  mkdirSync(FOLDER, { recursive: true });
  await builtAssembly('rehearsal');
  const stage = await startRehearsalStage();
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] });
  try {
    const page = await browser.newPage({ viewport: WIDE });
    page.setDefaultTimeout(120_000);
    await look(page, stage);
  } finally {
    await browser.close();
    await stage.stop();
  }
});

async function look(page: Page, stage: RehearsalStage): Promise<void> {
  const drill = await drilled(stage);
  await furnish(stage);
  const run = new WatchedRun(stage);
  const { id, execution_id: execution } = await run.untilAsked();
  const { incident_id: incident } = await run.execution();
  await signIn(page, stage);
  await visit(page, [
    ['/', 'home', '#lights ~ .wide'],
    ['/traffic', 'traffic', '#breakers ~ .wide'],
    ['/runs', 'runs', '.spark path.line'],
    ['/runs/launch', 'run-asked', '.chart path.line'],
    [`/executions/${execution}`, 'execution-asked', '.node.asking'],
    [`/approvals/${id}`, 'approval', '#happened ~ p + p + p'],
  ]);
  await page.getByRole('button', { name: 'Approve…' }).click();
  await picture(page, 'dialog');
  await page.setViewportSize(NARROW);
  await picture(page, 'dialog-narrow');
  await page.keyboard.press('Escape');
  await picture(page, 'approval-narrow');
  await page.setViewportSize(WIDE);
  await page.getByRole('button', { name: 'Approve…' }).click();
  await page.getByRole('button', { name: 'Approve', exact: true }).click();
  await run.obeyAll();
  await visit(page, [
    [`/executions/${execution}`, 'execution', 'h1 .badge.good'],
    ['/executions', 'executions', 'td'],
    [`/incidents/${incident}`, 'incident', '.timeline'],
    ['/incidents', 'incidents', 'td'],
    ['/runs/launch', 'run', '.marks .rollback'],
    ['/runbooks', 'runbooks', 'td'],
    ['/runbooks/rl_reward_runaway_rollback', 'runbook', '.node'],
    ['/drills', 'drills', 'td'],
    [`/drills/${drill}`, 'drill', 'td'],
    ['/approvals', 'approvals', 'td'],
    ['/audit', 'audit', 'td'],
  ]);
}

/** Until every runbook has been planned. Answers with the drill's id. */
async function drilled(stage: RehearsalStage): Promise<string> {
  const { body } = await stage.as('operator', {
    method: 'POST',
    path: '/v1/drills',
    body: { reason: 'before the launch' },
  });
  const drill = String(body['id']);
  await stage.pass(async () => (await stage.see(`/v1/drills/${drill}`))['status'] === 'complete');
  return drill;
}

/** Traffic, and a mode that somebody has turned down. */
async function furnish(stage: RehearsalStage): Promise<void> {
  await stage.selectEach(Array.from({ length: SESSIONS }, (_, index) => `session-${index}`));
  await stage.as('operator', {
    method: 'PUT',
    path: '/v1/traffic/downshifts/creative',
    headers: { 'if-match': '*' },
    body: { to: 'balanced', reason: 'the creative model is being replaced' },
  });
}

async function signIn(page: Page, { stack }: RehearsalStage): Promise<void> {
  const token = (await stack.pools[0]?.issueAccessToken('admin'))?.accessToken ?? '';
  await page.goto(`${stack.url}/console/#token=${token}`);
}

async function visit(page: Page, shots: readonly Shot[]): Promise<void> {
  for (const [address, name, shown] of shots) {
    await page.evaluate(`location.hash = ${JSON.stringify(address)}`);
    await page.locator(shown).first().waitFor({ state: 'attached' });
    await picture(page, name);
  }
}

/** In both schemes. */
async function picture(page: Page, name: string): Promise<void> {
  await page.waitForLoadState('networkidle');
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    writeFileSync(`${FOLDER}/${name}-${colorScheme}.png`, palettePng(await page.screenshot()));
  }
}
