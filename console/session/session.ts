import { canSignIn, finishSignIn, renewSignIn, signOut } from '../../functions/approval-page/page/sign-in.js';
import { whoOf, type Who } from './who.ts';

const KEPT = 'artisan-token';

/**
 * The token of whoever is here. It outlives a reload of its tab, not the tab; what renews it lives in this object only:
 * docs/adr/0065, 0076. A token that comes in the fragment, which no server sees, does not stay in the address.
 */
export class Session {
  #token = sessionStorage.getItem(KEPT) ?? undefined;
  #refreshToken: string | undefined;
  #renewal: Promise<boolean> | undefined;

  get token(): string | undefined {
    return this.#token;
  }

  get who(): Who | undefined {
    return this.#token === undefined ? undefined : whoOf(this.#token);
  }

  use(token: string): void {
    this.#token = token;
    sessionStorage.setItem(KEPT, token);
  }

  /** Takes what the user pool's pages, or the link that led here, brought. Throws an Error whose message is for people. */
  async begin(): Promise<void> {
    if (this.takeFromAddress()) return;
    const signedIn = await finishSignIn('console');
    if (signedIn === undefined) return;
    this.#refreshToken = signedIn.refresh_token;
    this.use(signedIn.access_token);
  }

  /**
   * `#token=...&to=/runs`: whether one was taken. Where people sign in on the user pool's pages none is, or somebody's
   * link would have others act as him; it only leaves the address.
   */
  takeFromAddress(): boolean {
    const given = new URLSearchParams(location.hash.slice(1));
    const token = given.get('token');
    if (token === null) return false;
    history.replaceState(null, '', `${location.pathname}#${given.get('to') ?? '/'}`);
    if (canSignIn()) return false;
    this.use(token);
    return true;
  }

  /** Whether there is another token in place of one that ended. Who asks while it is under way gets the same answer. */
  renew(): Promise<boolean> {
    this.#renewal ??= this.#renewed().finally(() => {
      this.#renewal = undefined;
    });
    return this.#renewal;
  }

  /** Forgets whoever was here, and leaves: a page that is loaded anew holds nothing of what was seen. */
  end(): void {
    const refreshToken = this.#refreshToken;
    sessionStorage.removeItem(KEPT);
    this.#token = undefined;
    this.#refreshToken = undefined;
    if (canSignIn()) signOut('console', refreshToken);
    else location.assign('/console/');
  }

  async #renewed(): Promise<boolean> {
    const used = this.#refreshToken;
    if (used === undefined) return false;
    const token = await renewSignIn(used);
    // Signed out meanwhile.
    if (this.#refreshToken !== used) return false;
    if (token === undefined) this.#refreshToken = undefined;
    else this.use(token);
    return token !== undefined;
  }
}
