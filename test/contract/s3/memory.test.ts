import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { request, type IncomingMessage } from 'node:http';
import { BUCKET } from './s3-world.ts';
import { startS3Process, type S3Process } from './start-s3-process.ts';

const MEGABYTE = 1024 * 1024;
const SIZE = 100 * MEGABYTE;
/** Node's own buffers and garbage not yet collected; the body is two and a half times as much. */
const GROWTH_LIMIT = 40 * MEGABYTE;

const linuxOnly = existsSync('/proc/self/status') ? it : it.skip;

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

  /** Sends or receives in pieces, measuring the server after each. */
  async function put(path: string): Promise<IncomingMessage> {
    const piece = Buffer.alloc(MEGABYTE, 'x');
    const sending = request(`${s3.url}${path}`, { method: 'PUT', headers: { 'content-length': SIZE } });
    const answer = new Promise<IncomingMessage>((resolve, reject) => {
      sending.on('response', resolve).on('error', reject);
    });
    for (let sent = 0; sent < SIZE; sent += piece.length) {
      await new Promise<void>((resolve) =>
        sending.write(piece, () => {
          resolve();
        }),
      );
      measure();
    }
    sending.end();
    return answer;
  }

  linuxOnly('are put and got in constant memory', async () => {
    const path = `/${BUCKET}/big`;
    // What a server needs for any request at all is not counted.
    await fetch(`${s3.url}${path}`, { method: 'PUT', body: 'small' });
    await (await fetch(`${s3.url}${path}`)).text();
    const before = s3.residentBytes();

    const answer = await put(path);
    answer.resume();
    const hash = createHash('md5');
    let received = 0;
    for await (const chunk of (await fetch(`${s3.url}${path}`)).body ?? []) {
      const bytes = chunk as Uint8Array;
      hash.update(bytes);
      received += bytes.length;
      measure();
    }

    expect([answer.statusCode, received]).toEqual([200, SIZE]);
    expect(answer.headers.etag).toBe(`"${hash.digest('hex')}"`);
    expect(highest - before).toBeLessThan(GROWTH_LIMIT);
  });
});
