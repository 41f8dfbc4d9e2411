import { finishSignIn } from '../../functions/approval-page/page/sign-in.js';
import { whoOf, type Who } from './who.ts';

const KEPT = 'artisan-token';

/**
 * The token of whoever is here. It outlives a reload of its tab, not the tab: docs/adr/0065. One that comes in the
 * fragment, which no server sees, does not stay in the address.
 */
export class Session {
  #token = sessionStorage.getItem(KEPT) ?? undefined;

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

  end(): void {
    this.#token = undefined;
    sessionStorage.removeItem(KEPT);
  }

  /** Takes what a link or the user pool's pages brought. Throws an Error whose message is for people. */
  async begin(): Promise<void> {
    const given = new URLSearchParams(location.hash.slice(1));
    const token = given.get('token');
    if (token !== null) {
      history.replaceState(null, '', `${location.pathname}#${given.get('to') ?? '/'}`);
      this.use(token);
      return;
    }
    const signedIn = await finishSignIn('console');
    if (signedIn !== undefined) this.use(signedIn);
  }
}
