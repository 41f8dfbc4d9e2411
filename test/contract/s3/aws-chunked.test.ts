import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { putSignedChunks, type ChunkedUpload } from './chunked-upload.ts';
import { rawRequest } from './raw-request.ts';
import { anS3World, BUCKET, refusalOf, type S3World } from './s3-world.ts';

const BIG = Buffer.alloc(8192, 'b');
const END = Buffer.from('end');
const PATH = `/${BUCKET}/chunked`;

const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('base64');

describe('signed chunks', () => {
  let world: S3World;
  beforeEach(async () => {
    world = await anS3World();
  });
  afterEach(() => world.close());

  const put = (upload: Partial<ChunkedUpload> = {}) =>
    putSignedChunks(world, { path: PATH, chunks: [BIG, END], ...upload });
  const got = async () => {
    const { Body, ContentEncoding } = await world
      .client()
      .send(new GetObjectCommand({ Bucket: BUCKET, Key: 'chunked' }));
    return { body: await Body?.transformToString(), ContentEncoding };
  };

  it('are put together, and their framing is no property of the object', async () => {
    const answer = await put();

    expect(answer.statusCode).toBe(200);
    expect(await got()).toEqual({ body: `${BIG.toString()}end`, ContentEncoding: undefined });
  });

  it('may be followed by a signed checksum', async () => {
    const answer = await put({ trailer: ['x-amz-checksum-sha256', sha256(Buffer.concat([BIG, END]))] });

    expect(answer.headers['x-amz-checksum-sha256']).toBe(sha256(Buffer.concat([BIG, END])));
  });

  it.each<[string, Partial<ChunkedUpload>, number, string]>([
    ['changed content', { spoil: (frame) => frame.replace('bbb', 'abb') }, 403, 'SignatureDoesNotMatch'],
    [
      'a changed signature',
      {
        spoil: (frame) =>
          frame.replace(/signature=(.)/, (_, digit) => `signature=${digit === '0' ? '1' : '0'}`),
      },
      403,
      'SignatureDoesNotMatch',
    ],
    [
      'no signature',
      { spoil: (frame) => frame.replace(/;chunk-signature=[0-9a-f]+/, '') },
      403,
      'SignatureDoesNotMatch',
    ],
    [
      'an unsigned end',
      { spoil: (frame) => frame.replace(/0;chunk-signature=[0-9a-f]+\r\n\r\n$/, '0\r\n\r\n') },
      403,
      'SignatureDoesNotMatch',
    ],
    [
      'chunks left out',
      { spoil: (frame) => frame.slice(frame.indexOf('\r\n3;') + 2) },
      403,
      'SignatureDoesNotMatch',
    ],
    ['a wrong trailer', { trailer: ['x-amz-checksum-sha256', sha256(END)] }, 400, 'BadDigest'],
    [
      'a trailer changed on the way',
      {
        trailer: ['x-amz-checksum-sha256', sha256(END)],
        spoil: (frame) => frame.replace(sha256(END), sha256(BIG)),
      },
      403,
      'SignatureDoesNotMatch',
    ],
    ['a small chunk in the middle', { chunks: [END, BIG] }, 403, 'InvalidChunkSizeError'],
  ])('with %s are refused and leave nothing', async (_, upload, statusCode, code) => {
    expect(await put(upload)).toMatchObject({ statusCode, code });
    expect(await refusalOf(got())).toMatchObject({ name: 'NoSuchKey' });
  });
});

describe('unsigned chunks with a trailer', () => {
  let world: S3World;
  beforeAll(async () => {
    world = await anS3World({ access: 'open' });
  });
  afterAll(() => world.close());

  const CRC32_OF_END = 'APwzsQ==';
  const send = async (body: string, length = 3) => {
    const sending = rawRequest(world.url, {
      method: 'PUT',
      path: PATH,
      headers: {
        'content-encoding': 'gzip,aws-chunked',
        'content-length': String(body.length),
        'x-amz-content-sha256': 'STREAMING-UNSIGNED-PAYLOAD-TRAILER',
        'x-amz-decoded-content-length': String(length),
        'x-amz-trailer': 'x-amz-checksum-crc32',
      },
    });
    await sending.send(body);
    return sending.answer();
  };

  it('keep the encoding that is the object’s own', async () => {
    const answer = await send(`3\r\nend\r\n0\r\nx-amz-checksum-crc32:${CRC32_OF_END}\r\n\r\n`);
    const { headers } = await rawRequest(world.url, { method: 'HEAD', path: PATH }).answer();

    expect(answer).toMatchObject({ statusCode: 200 });
    expect(headers['content-encoding']).toBe('gzip');
  });

  it.each([
    ['no trailer', '3\r\nend\r\n0\r\n\r\n', 'MalformedTrailerError'],
    ['another trailer', '3\r\nend\r\n0\r\nx-amz-checksum-sha1:x\r\n\r\n', 'MalformedTrailerError'],
    [
      'a trailer that was not announced',
      `3\r\nend\r\n0\r\nx-amz-checksum-crc32:${CRC32_OF_END}\r\nx-amz-meta-a:b\r\n\r\n`,
      'MalformedTrailerError',
    ],
    ['a trailer that is none', '3\r\nend\r\n0\r\nchecksum\r\n\r\n', 'MalformedTrailerError'],
    ['a wrong checksum', '3\r\nend\r\n0\r\nx-amz-checksum-crc32:AAAAAA==\r\n\r\n', 'BadDigest'],
    ['no end', '3\r\nend\r\n', 'IncompleteBody'],
    ['half a chunk', '3\r\nen', 'IncompleteBody'],
    ['no size', 'end\r\n0\r\n\r\n', 'IncompleteBody'],
    ['a chunk longer than it says', '2\r\nend\r\n0\r\n\r\n', 'IncompleteBody'],
    [
      'less content than announced',
      `2\r\nen\r\n0\r\nx-amz-checksum-crc32:${CRC32_OF_END}\r\n\r\n`,
      'IncompleteBody',
    ],
    [
      'more content than announced',
      `4\r\nends\r\n0\r\nx-amz-checksum-crc32:${CRC32_OF_END}\r\n\r\n`,
      'IncompleteBody',
    ],
    [
      'something after the end',
      `3\r\nend\r\n0\r\nx-amz-checksum-crc32:${CRC32_OF_END}\r\n\r\nmore`,
      'IncompleteBody',
    ],
    ['an endless line', `3;${'x'.repeat(5000)}`, 'IncompleteBody'],
  ])('with %s are refused', async (_, body, code) => {
    expect(await send(body)).toMatchObject({ statusCode: 400, code });
  });

  it('are the only bodies that trailers can follow', async () => {
    const headers = { 'x-amz-trailer': 'x-amz-checksum-crc32', 'content-length': '3' };
    const sending = rawRequest(world.url, { method: 'PUT', path: PATH, headers });
    await sending.send('end');

    expect(await sending.answer()).toMatchObject({ statusCode: 400, code: 'MalformedTrailerError' });
  });

  it('must say how long their content is', async () => {
    const headers = { 'x-amz-content-sha256': 'STREAMING-UNSIGNED-PAYLOAD-TRAILER', 'content-length': '5' };
    const sending = rawRequest(world.url, { method: 'PUT', path: PATH, headers });
    await sending.send('0\r\n\r\n');

    expect(await sending.answer()).toMatchObject({ statusCode: 411, code: 'MissingContentLength' });
  });

  it('of the SDK are refused when small, as by AWS, and taken when it buffers them', async () => {
    const pieces = () => Readable.from(Array.from({ length: 4 }, () => Buffer.alloc(5000, 's')));
    const put = () =>
      new PutObjectCommand({ Bucket: BUCKET, Key: 'stream', Body: pieces(), ContentLength: 20_000 });

    const refusal = await refusalOf(world.client().send(put()));
    const taken = await world.client({ requestStreamBufferSize: 65_536 }).send(put());

    expect(refusal).toMatchObject({ name: 'InvalidChunkSizeError', statusCode: 403, BadChunkSize: '5000' });
    expect(taken.ChecksumCRC32).toEqual(expect.any(String));
  });
});
