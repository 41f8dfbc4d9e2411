// Signing in on the pages of the user pool: authorization code with PKCE (RFC 7636), so that no secret is needed here.
// The code comes back to /approve/callback, the only address that the user pool sends anyone to.

const meta = (name) => document.querySelector(`meta[name="${name}"]`)?.content ?? '';
const domain = meta('sign-in-domain');
const client = meta('sign-in-client');
const redirect = `${location.origin}/approve/callback`;
const KEPT = 'artisan-sign-in';

/** The user pool sends people back to https only: without it, a token is pasted. */
export const canSignIn = () => location.protocol === 'https:' && domain !== '' && client !== '';

const base64url = (bytes) =>
  btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
const random = () => base64url(crypto.getRandomValues(new Uint8Array(32)));

export async function signIn(approval) {
  const [verifier, state] = [random(), random()];
  sessionStorage.setItem(KEPT, JSON.stringify({ verifier, state, approval }));
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier));
  const query = new URLSearchParams({
    response_type: 'code',
    client_id: client,
    redirect_uri: redirect,
    scope: 'openid',
    state,
    code_challenge: base64url(new Uint8Array(digest)),
    code_challenge_method: 'S256',
  });
  location.assign(`https://${domain}/oauth2/authorize?${query}`);
}

/** The access token, where the user pool has just sent somebody back; else undefined. */
export async function finishSignIn() {
  const given = new URLSearchParams(location.search);
  const kept = JSON.parse(sessionStorage.getItem(KEPT) ?? 'null');
  if (!given.has('code') && !given.has('error')) return undefined;
  sessionStorage.removeItem(KEPT);
  if (kept === null || given.get('state') !== kept.state)
    throw new Error('This is not the answer to a sign-in that began in this tab. Open the link again.');
  history.replaceState(null, '', `/approve/${encodeURIComponent(kept.approval)}`);
  if (!given.has('code'))
    throw new Error(`Signing in failed: ${given.get('error_description') ?? 'refused'}`);
  const answer = await fetch(`https://${domain}/oauth2/token`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      client_id: client,
      code: given.get('code'),
      redirect_uri: redirect,
      code_verifier: kept.verifier,
    }),
  });
  if (!answer.ok) throw new Error('Signing in failed: the code was not taken. Try again.');
  return (await answer.json()).access_token;
}
