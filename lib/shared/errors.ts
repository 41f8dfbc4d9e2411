/**
 * The one base of every error that is ours. A subclass sets `name` to a string literal (minified bundles and
 * state machines match on it), `message` says what happened, what was received and what is allowed.
 */
export abstract class ArtisanError extends Error {
  abstract override readonly name: string;
}
