export type SignInPage = 'approve' | 'console';

export function canSignIn(): boolean;

export function signIn(page: SignInPage, from: string): Promise<void>;

/** Throws an Error whose message is for people. */
export function finishSignIn(page: SignInPage): Promise<string | undefined>;
