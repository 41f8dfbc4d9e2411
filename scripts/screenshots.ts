/**
 * `npm run screenshots`: lets a run go astray on the local stack, looks at the console while somebody is asked and after
 * he has said yes, and keeps what it saw in docs/screenshots.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { chromium, type Page } from 'playwright-core';
import { startRehearsalStage, type RehearsalStage } from '../test/support/runbooks/rehearsal-stage.ts';
import { WatchedRun } from '../test/support/console/watched-run.ts';
import { builtAssembly } from './lib/build/built.ts';
import { runScript } from './lib/run-script.ts';
import { palettePng } from './screenshots/palette-png.ts';

/** Where every picture goes, to be looked at. Without it, those that documents show go to docs. */
const FOLDER = process.env['SCREENSHOTS'];
const KEPT_FOLDER = 'docs/screenshots';
const KEPT = [
  'home-asked-light',
  'run-asked-dark',
  'approval-light',
  'execution-asked-light',
  'incident-light',
  'run-light',
];
const CHROMIUM = process.env['CHROMIUM'] ?? '/usr/bin/chromium';
const SESSIONS = 150;

await runScript(async () => {
  mkdirSync(FOLDER ?? KEPT_FOLDER, { recursive: true });
  await builtAssembly('rehearsal');
  const stage = await startRehearsalStage();
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] });
  try {
    const page = await browser.newPage({ viewport: { width: 1200, height: 760 } });
    page.setDefaultTimeout(120_000);
    await look(page, stage);
  } finally {
    await browser.close();
    await stage.stop();
  }
});

async function look(page: Page, stage: RehearsalStage): Promise<void> {
  await stage.selectEach(Array.from({ length: SESSIONS }, (_, index) => `session-${index}`));
  const run = new WatchedRun(stage);
  const { id, execution_id: execution } = await run.untilAsked();
  const token = (await stage.stack.pools[0]?.issueAccessToken('admin'))?.accessToken ?? '';
  await page.goto(`${stage.stack.url}/console/#token=${token}`);
  const visit = async (address: string, name: string, shown: string) => {
    await page.goto(`${stage.stack.url}/console/#${address}`);
    await page.locator(shown).first().waitFor();
    await picture(page, name);
  };
  await visit('/', 'home-asked', '#lights ~ .wide');
  await visit('/runs', 'runs', '.spark path.line');
  await visit('/runs/launch', 'run-asked', '.chart path.line');
  await visit(`/executions/${execution}`, 'execution-asked', '.node.asking');
  await visit(`/approvals/${id}`, 'approval', '#decision ~ .buttons');
  await page.getByRole('button', { name: 'Approve…' }).click();
  await picture(page, 'dialog');
  await page.getByRole('button', { name: 'Approve', exact: true }).click();
  await run.obeyAll();
  const { incident_id: incident } = await run.execution();
  await visit(`/executions/${execution}`, 'execution', 'h1 .badge.good');
  await visit(`/incidents/${incident}`, 'incident', '.timeline');
  await visit('/runs/launch', 'run', '.chart path.line');
  await visit('/runbooks/rl_reward_runaway_rollback', 'runbook', '.node');
  await visit('/approvals', 'approvals', 'td');
  await visit('/audit', 'audit', 'td');
}

/** In both schemes. */
async function picture(page: Page, name: string): Promise<void> {
  await page.waitForLoadState('networkidle');
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    const file = `${name}-${colorScheme}`;
    if (FOLDER === undefined && !KEPT.includes(file)) continue;
    writeFileSync(`${FOLDER ?? KEPT_FOLDER}/${file}.png`, palettePng(await page.screenshot()));
  }
}
