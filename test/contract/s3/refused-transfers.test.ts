import { Agent, request, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { beginUpload } from './begin-upload.ts';
import { anS3World, BUCKET, type S3World } from './s3-world.ts';

const MEGABYTES = Buffer.alloc(20 * 1024 * 1024, 'm');

describe('a refusal in the middle of a large body', () => {
  let world: S3World;
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  beforeAll(async () => {
    world = await anS3World({ access: 'open' });
  });
  afterAll(async () => {
    agent.destroy();
    await world.close();
  });

  interface Sent {
    readonly method: string;
    readonly path: string;
    readonly headers?: Record<string, string>;
    readonly body?: Buffer;
  }
  /** All over one connection. */
  const send = async ({ method, path, headers = {}, body }: Sent): Promise<[number | undefined, string]> => {
    const answer = await new Promise<IncomingMessage>((resolve, reject) => {
      const length = body && { 'content-length': body.length };
      request(`${world.url}/${BUCKET}${path}`, { method, agent, headers: { ...headers, ...length } }, resolve)
        .on('error', reject)
        .end(body);
    });
    return [answer.statusCode, /<Code>(.*)<\/Code>/.exec(await text(answer))?.[1] ?? ''];
  };

  it.each<[string, () => Promise<Sent>, string]>([
    [
      'chunks that are none',
      () =>
        Promise.resolve({
          method: 'PUT',
          path: '/a',
          headers: {
            'x-amz-content-sha256': 'STREAMING-UNSIGNED-PAYLOAD-TRAILER',
            'x-amz-decoded-content-length': '9',
          },
        }),
      'IncompleteBody',
    ],
    [
      'XML without end',
      async () => {
        const { target } = await beginUpload(world, 'a');
        return { method: 'POST', path: `/a?uploadId=${target.UploadId ?? ''}` };
      },
      'MaxMessageLengthExceeded',
    ],
    [
      'a digest that is none',
      () => Promise.resolve({ method: 'PUT', path: '/a', headers: { 'content-md5': 'x' } }),
      'InvalidDigest',
    ],
  ])('reaches the caller, whose connection stays good: %s', async (_, aRequest, code) => {
    const refused = await send({ ...(await aRequest()), body: MEGABYTES });
    const next = await send({ method: 'GET', path: '?list-type=2' });

    expect(refused).toEqual([400, code]);
    expect(next).toEqual([200, '']);
  });
});
