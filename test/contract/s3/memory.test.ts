import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { request, type IncomingMessage } from 'node:http';
import { BUCKET } from './s3-world.ts';
import { startS3Process, type S3Process } from './start-s3-process.ts';

const MEGABYTE = 1024 * 1024;
/** Garbage not yet collected; the body is twice as much. */
const GROWTH_LIMIT_BYTES = 50 * MEGABYTE;

const onLinux = existsSync('/proc/self/status') ? it : it.skip;

const get = (url: string): Promise<IncomingMessage> =>
  new Promise((resolve, reject) => {
    request(url, resolve).on('error', reject).end();
  });

describe('a hundred megabytes', () => {
  let s3: S3Process;
  let highest = 0;
  const measure = (): void => {
    highest = Math.max(highest, s3.residentBytes());
  };
  beforeAll(async () => {
    s3 = await startS3Process();
  });
  afterAll(() => s3.kill('SIGTERM'));

  /** Puts an object in pieces and gets it back, measuring the server's memory all the while. */
  async function transfer(
    megabytes: number,
  ): Promise<{ etag: string | undefined; md5: string; received: number }> {
    const url = `${s3.url}/${BUCKET}/big`;
    const piece = Buffer.alloc(MEGABYTE, 'x');
    const sending = request(url, { method: 'PUT', headers: { 'content-length': megabytes * MEGABYTE } });
    const answer = new Promise<IncomingMessage>((resolve, reject) => {
      sending.on('response', resolve).on('error', reject);
    });
    for (let sent = 0; sent < megabytes; sent += 1) {
      await new Promise((resolve) => sending.write(piece, resolve));
      measure();
    }
    sending.end();
    const { headers } = (await answer).resume();
    const hash = createHash('md5');
    let received = 0;
    for await (const bytes of (await get(url)) as AsyncIterable<Buffer>) {
      hash.update(bytes);
      received += bytes.length;
      measure();
    }
    return { etag: headers.etag, md5: hash.digest('hex'), received };
  }

  onLinux('are put and got in constant memory', async () => {
    await transfer(50);
    const before = s3.residentBytes();
    highest = before;

    const { etag, md5, received } = await transfer(100);

    expect({ etag, received }).toEqual({ etag: `"${md5}"`, received: 100 * MEGABYTE });
    expect(highest - before).toBeLessThan(GROWTH_LIMIT_BYTES);
  });
});
