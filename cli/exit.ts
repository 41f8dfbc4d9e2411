/** What the CLI ends with. */
export const EXIT = { ok: 0, failed: 1, usage: 2, auth: 4 } as const;

/** What was typed is nothing that could be done. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** There is nothing to prove with who asks. */
export class CredentialError extends Error {
  override readonly name = 'CredentialError';
}

/** Whoever was asked said no, or nobody could be asked. */
export class NotConfirmedError extends Error {
  override readonly name = 'NotConfirmedError';
}
