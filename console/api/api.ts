import { ApiProblemError, bearer, createArtisanClient } from '../../clients/typescript/index.ts';
import type { Send } from './call.ts';
import { problemOf, type Problem } from './problem.ts';

/** The poller looks again by itself, and a person decides whether to try again what changes something. */
const ONCE = { tries: 1, firstSeconds: 0, longestSeconds: 0 };

/** The one place that talks to the API. It never throws: what goes wrong is a problem like any other. */
export function createSend(tokenOf: () => string | undefined): Send {
  const credential = bearer(() => tokenOf() ?? '');
  return async ({ headers, ...request }) => {
    let retryAfter: number | undefined;
    const noting: typeof fetch = async (input, init) => {
      const answer = await fetch(input, { ...init, cache: 'no-store' });
      retryAfter = secondsOf(answer.headers.get('retry-after'));
      return answer;
    };
    const client = createArtisanClient({
      baseUrl: location.origin,
      credential,
      fetch: noting,
      retries: ONCE,
    });
    const via = request.method === 'GET' ? {} : { 'x-artisan-via': 'console' };
    try {
      const { status, data, etag } = await client.send({ ...request, headers: { ...via, ...headers } });
      if (status === 304) return { kind: 'same' };
      return { kind: 'ok', status, body: data, ...(etag !== undefined && { etag }) };
    } catch (error) {
      return { kind: 'problem', problem: problemIn(error, retryAfter) };
    }
  };
}

function problemIn(error: unknown, retryAfter: number | undefined): Problem {
  if (error instanceof ApiProblemError) return problemOf(error.status, error.body, retryAfter);
  return problemOf(0, { detail: error instanceof Error ? error.message : 'It was not reached' });
}

function secondsOf(header: string | null): number | undefined {
  const seconds = Number(header ?? NaN);
  return Number.isFinite(seconds) ? seconds : undefined;
}
