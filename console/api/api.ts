import { problemOf, type Problem } from './problem.ts';

export interface Call {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly path: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export type Answer =
  | { readonly kind: 'ok'; readonly status: number; readonly body: unknown; readonly etag?: string }
  /** 304 */
  | { readonly kind: 'same' }
  | { readonly kind: 'problem'; readonly problem: Problem };

export type Send = (call: Call) => Promise<Answer>;

/** The one place that talks to the API. It never throws: what goes wrong is a problem like any other. */
export function createSend(tokenOf: () => string | undefined): Send {
  return async ({ method, path, body, headers }) => {
    try {
      const answer = await fetch(path, {
        method,
        cache: 'no-store',
        headers: {
          authorization: `Bearer ${tokenOf() ?? ''}`,
          ...(method !== 'GET' && { 'x-artisan-via': 'console' }),
          ...(body !== undefined && { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
      return await answerOf(answer);
    } catch (error) {
      return { kind: 'problem', problem: problemOf(0, { detail: String(error) }) };
    }
  };
}

async function answerOf(answer: Response): Promise<Answer> {
  if (answer.status === 304) return { kind: 'same' };
  const body: unknown = await answer.json().catch(() => undefined);
  const etag = answer.headers.get('etag');
  if (answer.ok) return { kind: 'ok', status: answer.status, body, ...(etag !== null && { etag }) };
  const retryAfter = Number(answer.headers.get('retry-after') ?? NaN);
  const seconds = Number.isFinite(retryAfter) ? retryAfter : undefined;
  return { kind: 'problem', problem: problemOf(answer.status, body, seconds) };
}
