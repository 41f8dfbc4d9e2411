// Signing in on the pages of the user pool: authorization code with PKCE (RFC 7636), so that no secret is needed here.
// The code comes back to /<page>/callback, the only addresses that the user pool sends anyone to. The approval page
// loads this file as it is, the console has it in its script.

const KEPT = 'artisan-sign-in';

const meta = (name) => document.querySelector(`meta[name="${name}"]`)?.content ?? '';
const base64url = (bytes) =>
  btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
const random = () => base64url(crypto.getRandomValues(new Uint8Array(32)));

/** The user pool sends people back to https only: without it, a token is pasted. */
export const canSignIn = () =>
  location.protocol === 'https:' && meta('sign-in-domain') !== '' && meta('sign-in-client') !== '';

const redirectTo = (page) => `${location.origin}/${page}/callback`;

/** Leaves for the user pool's pages. @param from the address on `page` to come back to, path and fragment */
export async function signIn(page, from) {
  const [verifier, state] = [random(), random()];
  sessionStorage.setItem(KEPT, JSON.stringify({ verifier, state, from }));
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier));
  const query = new URLSearchParams({
    response_type: 'code',
    client_id: meta('sign-in-client'),
    redirect_uri: redirectTo(page),
    scope: 'openid',
    state,
    code_challenge: base64url(new Uint8Array(digest)),
    code_challenge_method: 'S256',
  });
  location.assign(`https://${meta('sign-in-domain')}/oauth2/authorize?${query}`);
}

/** The tokens {access_token, refresh_token?}, where the user pool has just sent somebody back; else undefined. */
export async function finishSignIn(page) {
  const given = new URLSearchParams(location.search);
  const kept = JSON.parse(sessionStorage.getItem(KEPT) ?? 'null');
  if (!given.has('code') && !given.has('error')) return undefined;
  sessionStorage.removeItem(KEPT);
  if (kept === null || given.get('state') !== kept.state)
    throw new Error('This is not the answer to a sign-in that began in this tab. Open the link again.');
  history.replaceState(null, '', kept.from);
  if (!given.has('code'))
    throw new Error(`Signing in failed: ${given.get('error_description') ?? 'refused'}`);
  const answer = await askForTokens({
    grant_type: 'authorization_code',
    code: given.get('code'),
    redirect_uri: redirectTo(page),
    code_verifier: kept.verifier,
  });
  if (!answer.ok) throw new Error('Signing in failed: the code was not taken. Try again.');
  return answer.json();
}

/** Another access token, or undefined when the user pool gives none any more. */
export async function renewSignIn(refreshToken) {
  try {
    const answer = await askForTokens({ grant_type: 'refresh_token', refresh_token: refreshToken });
    return answer.ok ? (await answer.json()).access_token : undefined;
  } catch {
    return undefined;
  }
}

/** Leaves for the user pool's pages, which forget who was here and come back to `page`. */
export function signOut(page, refreshToken) {
  if (refreshToken !== undefined) revoke(refreshToken);
  const query = new URLSearchParams({
    client_id: meta('sign-in-client'),
    logout_uri: `${location.origin}/${page}/`,
  });
  location.assign(`https://${meta('sign-in-domain')}/logout?${query}`);
}

/** What it answers is not waited for, as the page is left: no token is renewed by it from then on. */
function revoke(token) {
  fetch(`https://${meta('sign-in-domain')}/oauth2/revoke`, {
    method: 'POST',
    mode: 'no-cors',
    keepalive: true,
    body: new URLSearchParams({ client_id: meta('sign-in-client'), token }),
  }).catch(() => undefined);
}

const askForTokens = (grant) =>
  fetch(`https://${meta('sign-in-domain')}/oauth2/token`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ client_id: meta('sign-in-client'), ...grant }),
    signal: AbortSignal.timeout(35_000),
  });
