/**
 * `npm run screenshots`: rehearses a launch, looks at the console while somebody is asked and after he has said yes, and
 * keeps what it saw in docs/screenshots.
 */
import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { chromium, type Browser, type Page } from 'playwright-core';
import { runScript } from './lib/run-script.ts';

const FOLDER = process.env['SCREENSHOTS'] ?? 'docs/screenshots';
const CHROMIUM = process.env['CHROMIUM'] ?? '/usr/bin/chromium';
const PATIENCE_MS = 240_000;

await runScript(async () => {
  mkdirSync(FOLDER, { recursive: true });
  const launch = await launched();
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] });
  try {
    await look(browser, launch.console);
  } finally {
    await browser.close();
    launch.stop();
  }
});

/** A rehearsal in which a person decides. */
async function launched() {
  const child = spawn(
    process.execPath,
    ['scripts/start.ts', '--interactive', '--port', '0', '--sessions', '2000'],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  const link = Promise.withResolvers<string>();
  let text = '';
  child.stdout.on('data', (chunk: Buffer) => {
    text += chunk.toString();
    const [, found] = /^\s+(http\S+\/console\/#\S+)$/m.exec(text) ?? [];
    if (found !== undefined) link.resolve(found);
  });
  child.once('exit', (code) => {
    link.reject(
      new Error(`The rehearsal ended with ${code ?? 'a signal'} before it said where the console is`),
    );
  });
  return { console: await link.promise, stop: () => child.kill('SIGINT') };
}

async function look(browser: Browser, link: string): Promise<void> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  page.setDefaultTimeout(PATIENCE_MS);
  await page.goto(link);
  await page.getByRole('link', { name: 'Read and decide' }).first().waitFor();
  await picture(page, 'home-asked');
  await page.getByRole('link', { name: 'Training', exact: true }).click();
  await picture(page, 'runs');
  await page.locator('td a').first().click();
  await page.locator('.chart path.line').first().waitFor();
  await picture(page, 'run-asked');
  await page.getByRole('link', { name: 'Read and decide' }).first().click();
  await page.getByRole('button', { name: 'Approve…' }).waitFor();
  await picture(page, 'approval');
  await page.getByRole('link', { name: 'rl_reward_runaway_rollback' }).click();
  await page.locator('.node.asking').waitFor();
  await picture(page, 'execution-asked');
  await page.getByRole('link', { name: 'Read the plan and decide' }).click();
  await page.getByRole('button', { name: 'Approve…' }).click();
  await picture(page, 'dialog');
  await page.getByRole('button', { name: 'Approve', exact: true }).click();
  await page.getByText('It was approved').waitFor();
  await page.getByRole('link', { name: 'rl_reward_runaway_rollback' }).click();
  await page.locator('h1 .badge.good').waitFor();
  await picture(page, 'execution');
  await page.getByRole('link', { name: 'Incident', exact: true }).click();
  await picture(page, 'incident');
  await page.getByRole('link', { name: 'Training', exact: true }).click();
  await page.locator('td a').first().click();
  await page.locator('.chart path.line').first().waitFor();
  await picture(page, 'run');
  await page.getByRole('link', { name: 'Home', exact: true }).click();
  await picture(page, 'home');
}

/** In both schemes. */
async function picture(page: Page, name: string): Promise<void> {
  await page.waitForLoadState('networkidle');
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await page.screenshot({ path: `${FOLDER}/${name}-${colorScheme}.png` });
  }
}
