import { ApiProblemError, bearer, createArtisanClient } from '../../clients/typescript/index.ts';
import type { Send } from './call.ts';
import { problemOf, type Problem } from './problem.ts';

/** The poller looks again by itself, and a person decides whether to try again what changes something. */
const ONCE = { tries: 1, firstSeconds: 0, longestSeconds: 0 };

/** Milliseconds. The gateway ends what takes 30 s, so an answer that is not here by now never comes. */
const PATIENCE_MS = 35_000;

/** The one place that talks to the API. It never throws: what goes wrong is a problem like any other. */
export function createSend(baseUrl: string, tokenOf: () => string | undefined): Send {
  const credential = bearer(() => tokenOf() ?? '');
  return async ({ headers, ...request }) => {
    let retryAfter: number | undefined;
    const noting: typeof fetch = async (input, init) => {
      const answer = await fetch(input, { ...init, cache: 'no-store' });
      retryAfter = secondsOf(answer.headers.get('retry-after'));
      return answer;
    };
    const client = createArtisanClient({
      baseUrl,
      credential,
      fetch: noting,
      retries: ONCE,
    });
    const via = request.method === 'GET' ? {} : { 'x-artisan-via': 'console' };
    const giving = new AbortController();
    const patience = setTimeout(() => {
      giving.abort(new Error(unanswered(request.method)));
    }, PATIENCE_MS);
    try {
      const { status, data, etag } = await client.send(
        { ...request, headers: { ...via, ...headers } },
        { signal: giving.signal },
      );
      if (status === 304) return { kind: 'same' };
      return { kind: 'ok', status, body: data, ...(etag !== undefined && { etag }) };
    } catch (error) {
      return { kind: 'problem', problem: problemIn(error, retryAfter) };
    } finally {
      clearTimeout(patience);
    }
  };
}

function unanswered(method: string): string {
  const waited = `Nothing was answered within ${PATIENCE_MS / 1_000} s.`;
  return method === 'GET' ? waited : `${waited} Whether it was done is not known.`;
}

function problemIn(error: unknown, retryAfter: number | undefined): Problem {
  if (error instanceof ApiProblemError) return problemOf(error.status, error.body, retryAfter);
  return problemOf(0, { detail: error instanceof Error ? error.message : 'It was not reached' });
}

function secondsOf(header: string | null): number | undefined {
  const seconds = Number(header ?? NaN);
  return Number.isFinite(seconds) ? seconds : undefined;
}
