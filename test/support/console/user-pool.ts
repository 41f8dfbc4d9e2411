import type { Page, Route } from 'playwright-core';
import { CLIENT, SIGN_IN_DOMAIN } from './console-server.ts';

/** Where the console is over https, as on AWS, for a page that has such a pool. */
export const HOSTED = 'https://console.invalid';

export interface UserPool {
  /** The next one, for whoever asks. */
  readonly nextToken: () => string;
  /** What its pages were asked for: path, and what came along. */
  readonly asked: (readonly [path: string, given: Readonly<Record<string, string>>])[];
}

/**
 * The pages that people sign in on, as far as a browser sees them, and the console's own files over https. Signing in
 * asks for nothing, as the pages do that remember who was here.
 */
export async function withUserPool(
  page: Page,
  consoleUrl: string,
  nextToken: UserPool['nextToken'],
): Promise<UserPool> {
  const pool: UserPool = { nextToken, asked: [] };
  await page.route(`${HOSTED}/**`, async (route) => {
    const url = route.request().url().replace(HOSTED, consoleUrl);
    await route.fulfill({ response: await route.fetch({ url, timeout: 0 }) });
  });
  await page.route(`https://${SIGN_IN_DOMAIN}/**`, (route) => answer(route, pool));
  return pool;
}

async function answer(route: Route, pool: UserPool): Promise<void> {
  const { pathname, searchParams } = new URL(route.request().url());
  const given = new URLSearchParams(route.request().postData() ?? searchParams.toString());
  pool.asked.push([pathname, Object.fromEntries(given)]);
  const back = { '/oauth2/authorize': 'redirect_uri', '/logout': 'logout_uri' }[pathname];
  if (given.get('client_id') !== CLIENT) await route.fulfill({ status: 400 });
  else if (back !== undefined) await route.fulfill(leadingTo(given.get(back) ?? '', given.get('state')));
  else if (pathname === '/oauth2/token') await route.fulfill(tokens(pool));
  else await route.fulfill({ status: 200 });
}

/** By a page of its own: what a redirect leads to can not be answered here. */
function leadingTo(address: string, state: string | null) {
  const query = state === null ? '' : `?${new URLSearchParams({ code: 'code-1', state }).toString()}`;
  const body = `<meta http-equiv="refresh" content="0; url=${`${address}${query}`.replaceAll('&', '&amp;')}">`;
  return { status: 200, contentType: 'text/html', body };
}

const tokens = ({ nextToken }: UserPool) => ({
  status: 200,
  headers: { 'access-control-allow-origin': HOSTED },
  json: { access_token: nextToken(), refresh_token: 'refresh-1', token_type: 'Bearer', expires_in: 900 },
});
