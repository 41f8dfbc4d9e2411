import { existsSync } from 'node:fs';
import { chromium, type Browser, type Page } from 'playwright-core';

const CHROMIUM = process.env['CHROMIUM'] ?? '/usr/bin/chromium';

/** Milliseconds. Only what never comes takes so long: a machine may be five times slower, and have other things to do. */
const PATIENCE_MS = 100_000;

/** Tests that need a browser say so in their title where there is none. */
export const inBrowser = existsSync(CHROMIUM)
  ? { describe, suffix: '' }
  : { describe: describe.skip, suffix: ` (skipped: there is no ${CHROMIUM}; name one in CHROMIUM)` };

export function launchBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'], timeout: PATIENCE_MS });
}

/** A tab that nobody has been in before. */
export async function newTab(
  browser: Browser,
  options: NonNullable<Parameters<Browser['newPage']>[0]> = {},
): Promise<Page> {
  const page = await browser.newPage(options);
  page.setDefaultTimeout(PATIENCE_MS);
  return page;
}

/** Requests that a test answers itself may still be under way, and nobody waits for those. */
export async function closeTab(page: Page): Promise<void> {
  await page.unrouteAll({ behavior: 'ignoreErrors' });
  await page.close();
}

/**
 * Goes to an address of the console, and waits until what it leads to is there: a page takes the focus once it stands in
 * place of the one before. Going where one is already changes nothing.
 */
export async function arriveAt(page: Page, url: string): Promise<void> {
  if ((await page.evaluate('location.href')) !== url) {
    await page.evaluate('document.activeElement?.blur()');
    await page.goto(url);
  }
  await page.locator('main:focus').waitFor({ state: 'attached' });
  await page.locator('main h1').waitFor();
}
