import type { Browser, Page } from 'playwright-core';
import type { ArtisanStack } from '../artisan-stack.ts';
import { arriveAt, newTab } from './browser.ts';

/** What functions that have not started in time are answered with: the page says so, and asks again by itself. */
const TOO_BUSY = /responded with a status of (429|503)/;

export interface OpenConsole {
  readonly page: Page;
  /** What the page complained of: errors of scripts, and violations of its policy. */
  readonly complaints: readonly string[];
  /** Every address that it asked for. */
  readonly asked: readonly string[];
  /** Goes to an address of the console, without loading it anew. */
  goTo(address: string): Promise<void>;
}

/** The console in a tab of its own, with the token of a local user. */
export async function openConsole(
  browser: Browser,
  { stack }: Pick<ArtisanStack, 'stack'>,
  username: string,
): Promise<OpenConsole> {
  const page = await newTab(browser, { viewport: { width: 1280, height: 900 } });
  const [complaints, asked]: [string[], string[]] = [[], []];
  page.on('console', (message) => {
    if (message.type() === 'error' && !TOO_BUSY.test(message.text())) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('request', (request) => asked.push(request.url()));
  const token = (await stack.pools[0]?.issueAccessToken(username))?.accessToken ?? '';
  await arriveAt(page, `${stack.url}/console/#token=${token}`);
  return {
    page,
    complaints,
    asked,
    goTo: (address) => arriveAt(page, `${stack.url}/console/#${address}`),
  };
}
