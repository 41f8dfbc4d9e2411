export type SignInPage = 'approve' | 'console';

export function canSignIn(): boolean;

export function signIn(page: SignInPage, from: string): Promise<void>;

export interface SignedIn {
  readonly access_token: string;
  readonly refresh_token?: string;
}

/** Throws an Error whose message is for people. */
export function finishSignIn(page: SignInPage): Promise<SignedIn | undefined>;

/** Leaves for the user pool's pages, which forget who was here and come back to `page`. */
export function signOut(page: 'console', refreshToken: string | undefined): void;

/** Another access token, or undefined when the user pool gives none any more. */
export function renewSignIn(refreshToken: string): Promise<string | undefined>;
