import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';
import { finished, pipeline } from 'node:stream/promises';

export const MEGABYTE = 1_000_000;

export interface Times {
  readonly putSeconds: number;
  readonly getSeconds: number;
}

/** Puts an object and gets it back, in pieces of a megabyte. */
export async function transfer(url: string, megabytes: number): Promise<Times> {
  const startedAt = performance.now();
  await put(url, megabytes);
  const putAt = performance.now();
  const bytes = await get(url);
  const gotAt = performance.now();
  if (bytes !== megabytes * MEGABYTE) throw new Error(`${bytes} bytes came back of ${megabytes * MEGABYTE}`);
  return { putSeconds: (putAt - startedAt) / 1_000, getSeconds: (gotAt - putAt) / 1_000 };
}

async function put(url: string, megabytes: number): Promise<void> {
  const sending = request(url, { method: 'PUT', headers: { 'content-length': megabytes * MEGABYTE } });
  const answer = answerTo(sending);
  const piece = Buffer.alloc(MEGABYTE, 'x');
  await pipeline(Readable.from(Array.from({ length: megabytes }, () => piece)), sending);
  await finished((await answer).resume());
}

async function get(url: string): Promise<number> {
  let received = 0;
  for await (const bytes of (await answerTo(request(url).end())) as AsyncIterable<Buffer>)
    received += bytes.length;
  return received;
}

async function answerTo(sending: ReturnType<typeof request>): Promise<IncomingMessage> {
  const [response] = (await once(sending, 'response')) as [IncomingMessage];
  if (response.statusCode === 200) return response;
  throw new Error(`S3 answered ${String(response.statusCode)}`);
}
