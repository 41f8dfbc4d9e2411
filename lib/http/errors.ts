import { ArtisanError } from '../shared/errors.ts';

/** A call to a server outside that got no answer. `message` is for people who run the stage. */
export abstract class OutboundError extends ArtisanError {}

export class UnresolvedHostError extends OutboundError {
  override readonly name = 'UnresolvedHostError';

  constructor(hostname: string, cause: unknown) {
    super(`${hostname} has no address (${codeOf(cause)})`, { cause });
  }
}

export class NoAnswerInTimeError extends OutboundError {
  override readonly name = 'NoAnswerInTimeError';

  constructor(timeoutMs: number) {
    super(`no whole answer within ${timeoutMs} ms`);
  }
}

/** Refused, reset, not to be trusted (TLS), or no HTTP. */
export class BrokenConnectionError extends OutboundError {
  override readonly name = 'BrokenConnectionError';

  constructor(cause: unknown) {
    super(`the connection failed (${codeOf(cause)})`, { cause });
  }
}

function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return 'code' in error && typeof error.code === 'string' ? error.code : error.message;
}
