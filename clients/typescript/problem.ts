import type { Schemas } from './routes.ts';

export type ProblemCode = Schemas['ProblemCode'];

/** The API refused: with a problem, or in the gateway's own words, which have no code. */
export class ApiProblemError extends Error {
  override readonly name = 'ApiProblemError';
  /** Undefined where the gateway answered by itself: go by the status. */
  readonly code: ProblemCode | undefined;
  readonly status: number;
  /** For people: what happened, what was received and what is allowed. */
  readonly detail: string;
  readonly errors: readonly { readonly pointer: string; readonly detail: string }[];
  readonly requestId: string | undefined;
  /** All that was answered: some problems say more than the members above. */
  readonly body: unknown;

  constructor(status: number, body: unknown) {
    const { code, detail, errors, request_id, message } = membersOf(body);
    const words = detail ?? message ?? `The API answered ${status}`;
    super(code === undefined ? `${status}: ${words}` : `${code}: ${words}`);
    this.code = code;
    this.status = status;
    this.detail = words;
    this.errors = errors ?? [];
    this.requestId = request_id;
    this.body = body;
  }
}

interface Members extends Partial<Pick<Schemas['Problem'], 'code' | 'detail' | 'errors' | 'request_id'>> {
  readonly message?: string;
}

/** What was answered is a problem where it says so: the API's own tests hold it to that. */
function membersOf(body: unknown): Members {
  if (typeof body === 'object' && body !== null) return body;
  // A proxy's page says nothing that its status does not.
  return typeof body === 'string' && /^[^<]{1,300}$/.test(body) ? { message: body } : {};
}

/** The API was not reached, somebody else answered, or its answer was cut off. */
export class ApiUnreachableError extends Error {
  override readonly name = 'ApiUnreachableError';
}
