import { ApiProblemError, ApiUnreachableError } from './problem.ts';
import { RETRIES, waitAfter, type OutgoingRequest, type RetryPolicy } from './retries.ts';
import type { CallOptions } from './routes.ts';

/** Headers that make a request acceptable: a token, or a signature over all of it. */
export type Credential = (
  request: OutgoingRequest,
) => Readonly<Record<string, string>> | Promise<Readonly<Record<string, string>>>;

export interface ClientOptions {
  /** `https://...` of the stage; in a page that the API serves, its own origin. */
  readonly baseUrl: string;
  readonly credential?: Credential;
  /** Default: the global one. */
  readonly fetch?: typeof fetch;
  readonly retries?: RetryPolicy;
  /** After so long without the whole answer a try is given up, and none follows. Default: never. */
  readonly patienceSeconds?: number;
  /** Waits. Rejects when the signal ends it. */
  readonly wait?: (seconds: number, signal?: AbortSignal) => Promise<void>;
}

export interface Reply<Body> {
  readonly status: number;
  readonly data: Body;
  /** Of a single resource: name it in `ifMatch` to change what was read. */
  readonly etag: string | undefined;
  readonly headers: Headers;
}

/** What a call is given, whatever its route. */
export interface AnyOptions extends CallOptions {
  readonly path?: Readonly<Record<string, string | number>>;
  readonly query?: Readonly<Record<string, string | number | undefined>>;
  readonly body?: unknown;
  readonly ifMatch?: string;
  readonly idempotencyKey?: string;
}

/** @throws ApiProblemError, ApiUnreachableError, and what the signal's owner gave as its reason */
export async function send(
  client: ClientOptions,
  [method, template]: readonly [method: string, template: string],
  options: AnyOptions = {},
): Promise<Reply<unknown>> {
  const request = requestOf(client, [method, template], options);
  const { retries: policy = RETRIES, wait = waitSeconds } = client;
  for (let tried = 1; ; tried += 1) {
    const outcome = await tryOnce(client, request, options.signal);
    if ('reply' in outcome) return outcome.reply;
    const seconds = outcome.isFinal === true ? undefined : waitAfter(outcome, request, { policy, tried });
    if (seconds === undefined) throw outcome.error;
    await wait(seconds, options.signal);
  }
}

interface Failure {
  readonly status: number | undefined;
  readonly retryAfter: string | undefined;
  readonly error: Error;
  readonly isFinal?: boolean;
}

/** Signed afresh each time: signatures and tokens grow old. */
async function tryOnce(
  { credential, fetch: fetched = fetch, patienceSeconds }: ClientOptions,
  request: OutgoingRequest,
  signal: AbortSignal | undefined,
): Promise<{ readonly reply: Reply<unknown> } | Failure> {
  const { method, url, body } = request;
  const headers = { ...request.headers, ...(await credential?.(request)) };
  const late = patienceSeconds === undefined ? undefined : AbortSignal.timeout(patienceSeconds * 1_000);
  const ends = [signal, late].filter((one) => one !== undefined);
  let began = 'was not answered';
  try {
    const response = await fetched(url, {
      ...{ method, headers, redirect: 'manual' },
      ...(body !== undefined && { body }),
      ...(ends.length > 0 && { signal: AbortSignal.any(ends) }),
    });
    const { status } = response;
    began = `was answered with ${status}, but not in full`;
    const data = await dataOf(response);
    const foreign = foreignAnswer(response);
    if (foreign !== undefined) {
      const error = new ApiUnreachableError(`${method} ${url} ${foreign}`);
      return { status, retryAfter: undefined, error };
    }
    if (response.ok || status === 304) return { reply: replyOf(response, data) };
    const retryAfter = response.headers.get('retry-after') ?? undefined;
    return { status, retryAfter, error: new ApiProblemError(status, data) };
  } catch (cause) {
    if (signal?.aborted) throw cause;
    const isFinal = late?.aborted === true;
    const what = isFinal ? `${began} within ${patienceSeconds} s` : began;
    const error = new ApiUnreachableError(`${method} ${url} ${what}`, { cause });
    return { status: undefined, retryAfter: undefined, error, isFinal };
  }
}

/**
 * What somebody else has answered, in place of the API. Redirects are not followed: a POST would arrive as a GET, which
 * does nothing and is answered with 200.
 */
function foreignAnswer({ status, ok, type, headers }: Response): string | undefined {
  if (type === 'opaqueredirect' || (status > 300 && status < 400 && status !== 304))
    return `was redirected to ${headers.get('location') ?? 'somewhere else'}: is that the URL of the stage?`;
  const isPage = ok && /\bhtml\b/.test(headers.get('content-type') ?? '');
  return isPage ? 'was answered by a web page: this is no stage of Artisan' : undefined;
}

function requestOf(
  { baseUrl }: ClientOptions,
  [method, template]: readonly [string, string],
  { path = {}, query = {}, body, ifMatch, idempotencyKey, headers }: AnyOptions,
): OutgoingRequest {
  return {
    method,
    url: `${baseUrl.replace(/\/+$/, '')}${filled(template, { path, query })}`,
    headers: {
      accept: 'application/json',
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...(ifMatch !== undefined && { 'if-match': ifMatch }),
      ...(method === 'POST' && { 'idempotency-key': idempotencyKey ?? newKey() }),
      ...headers,
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  };
}

/** Path and query of a template, its parameters in their places. */
export function filled(
  template: string,
  { path = {}, query = {} }: Pick<AnyOptions, 'path' | 'query'>,
): string {
  const before = template.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(path[name])));
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (value !== undefined) search.set(name, String(value));
  return search.size === 0 ? before : `${before}?${search.toString()}`;
}

/** Not randomUUID: pages have that over https only. */
function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

const replyOf = ({ status, headers }: Response, data: unknown): Reply<unknown> => ({
  status,
  data,
  etag: headers.get('etag') ?? undefined,
  headers,
});

async function dataOf(response: Response): Promise<unknown> {
  const text = await response.text();
  if (text === '') return undefined;
  const isJson = /\bjson\b/.test(response.headers.get('content-type') ?? '');
  return isJson ? JSON.parse(text) : text;
}

function waitSeconds(seconds: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const end = () => {
      clearTimeout(timer);
      reject(signal?.reason instanceof Error ? signal.reason : new Error('The call was ended'));
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', end);
      resolve();
    }, seconds * 1_000);
    if (signal?.aborted) end();
    else signal?.addEventListener('abort', end, { once: true });
  });
}
