import { PROBLEMS, type ProblemCode } from '../../lib/contracts/problems.ts';
import { ArtisanError } from '../../lib/shared/errors.ts';
import type { ApiResponse } from './http.ts';

/** One thing that is wrong with a request. */
export interface FieldProblem {
  /** JSON pointer into the body. */
  readonly pointer: string;
  readonly detail: string;
}

/** A request that is answered with a problem (RFC 9457). */
export class ProblemError extends ArtisanError {
  override readonly name = 'ProblemError';
  readonly code: ProblemCode;
  readonly errors: readonly FieldProblem[];
  readonly headers: Readonly<Record<string, string>>;
  readonly members: Readonly<Record<string, unknown>>;

  constructor(
    code: ProblemCode,
    detail: string,
    more: {
      errors?: readonly FieldProblem[];
      headers?: Readonly<Record<string, string>>;
      /** Extension members (RFC 9457, 3.2); they never take the place of the standard ones. */
      members?: Readonly<Record<string, unknown>>;
      cause?: unknown;
    } = {},
  ) {
    super(detail, { cause: more.cause });
    this.code = code;
    this.errors = more.errors ?? [];
    this.headers = more.headers ?? {};
    this.members = more.members ?? {};
  }
}

/** Where a request came from: what `instance` and `request_id` say. */
export interface Occasion {
  readonly path: string;
  readonly requestId: string;
}

export function problemResponse(problem: ProblemError, { path, requestId }: Occasion): ApiResponse {
  const { status, title } = PROBLEMS[problem.code];
  return {
    status,
    headers: { 'content-type': 'application/problem+json', 'cache-control': 'no-store', ...problem.headers },
    body: {
      ...problem.members,
      type: `urn:artisan:problem:${problem.code}`,
      title,
      status,
      detail: problem.message,
      instance: path,
      code: problem.code,
      errors: problem.errors,
      request_id: requestId,
    },
  };
}
