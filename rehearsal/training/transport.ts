import type { ApiClient, Credential, HttpAnswer } from '../api-client.ts';

export interface Transfer {
  readonly url: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Uint8Array;
}

/** How a trainer reaches the API, and the store its presigned URLs lead to. Rejects when there is no answer. */
export interface Transport {
  post(path: string, body?: unknown): Promise<HttpAnswer>;
  get(path: string): Promise<HttpAnswer>;
  transfer(transfer: Transfer): Promise<{ readonly status: number; readonly bytes: Uint8Array }>;
}

const TIMEOUT_MS = 10_000;

export function createTransport(client: ApiClient, credential: Credential): Transport {
  const call = (method: string, path: string, body?: unknown) =>
    timeLimited(client.call(credential, { method, path, ...(body !== undefined && { body }) }));
  return {
    post: (path, body) => call('POST', path, body),
    get: (path) => call('GET', path),
    transfer: async ({ url, method, headers, body }) => {
      // fetch sets these two itself, to what was signed.
      const rest = Object.entries(headers).filter(([name]) => !['host', 'content-length'].includes(name));
      const signal = AbortSignal.timeout(TIMEOUT_MS);
      const request = {
        method,
        headers: Object.fromEntries(rest),
        signal,
        ...(body && { body: Buffer.from(body) }),
      };
      const response = await fetch(url, request);
      return { status: response.status, bytes: new Uint8Array(await response.arrayBuffer()) };
    },
  };
}

async function timeLimited<T>(answer: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      reject(new Error(`No answer within ${TIMEOUT_MS} ms`));
    }, TIMEOUT_MS);
  });
  try {
    return await Promise.race([answer, limit]);
  } finally {
    clearTimeout(timer);
  }
}
