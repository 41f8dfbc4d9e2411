import { readdirSync } from 'node:fs';
import { request, type IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { GetObjectCommand, ListPartsCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { beginUpload } from './begin-upload.ts';
import { rawRequest, type RawRequest } from './raw-request.ts';
import { anS3World, BUCKET, refusalOf, type S3World } from './s3-world.ts';
import { until } from './until.ts';

let world: S3World;
let folder: string;
beforeAll(async () => {
  world = await anS3World({ access: 'open' });
  folder = join(world.folder, BUCKET, 'content');
});
afterAll(() => world.close());
// A file goes when its last reader has closed it, which may be after the reader's caller has every byte: a test that
// began to count before that would wait for a number that never comes.
afterEach(async () => {
  await fetch(`${world.url}/${BUCKET}/object`, { method: 'DELETE' });
  await until(() => contentFiles() === 0);
});

const contentFiles = (): number => readdirSync(folder).length;
const put = (Body: string | Buffer) =>
  world.client().send(new PutObjectCommand({ Bucket: BUCKET, Key: 'object', Body }));
const read = async (): Promise<string | undefined> => {
  const { Body } = await world.client().send(new GetObjectCommand({ Bucket: BUCKET, Key: 'object' }));
  return Body?.transformToString();
};

/** A download that has begun and is not being read. */
const download = (): Promise<IncomingMessage> =>
  new Promise((resolve, reject) => {
    request(`${world.url}/${BUCKET}/object`, { agent: false }, resolve).on('error', reject).end();
  });

const upload = (path: string, headers: Record<string, string>): RawRequest =>
  rawRequest(world.url, { method: 'PUT', path: `/${BUCKET}/${path}`, headers });

describe('an upload', () => {
  const CHUNKED = {
    'x-amz-content-sha256': 'STREAMING-UNSIGNED-PAYLOAD-TRAILER',
    'x-amz-decoded-content-length': '1000',
  };

  it.each([
    ['plain', { 'content-length': '1000' }, 'half'],
    ['in chunks', { ...CHUNKED, 'transfer-encoding': 'chunked' }, `3e8\r\nhalf`],
  ])('that breaks off leaves neither object nor file: %s', async (_, headers, half) => {
    const before = contentFiles();
    const broken = upload('object', headers);
    await broken.send(half);
    await until(() => contentFiles() === before + 1);

    broken.hangUp();

    await until(() => contentFiles() === before);
    expect(await refusalOf(read())).toMatchObject({ name: 'NoSuchKey' });
  });

  it('of a part that breaks off leaves the part that was there', async () => {
    const { target, uploadPart, complete, client } = await beginUpload(world, 'object');
    const part = await uploadPart(1, Buffer.from('whole'));
    const before = contentFiles();
    const broken = upload(`object?partNumber=1&uploadId=${target.UploadId ?? ''}`, {
      'content-length': '1000',
    });
    await broken.send('half');
    await until(() => contentFiles() === before + 1);

    broken.hangUp();

    await until(() => contentFiles() === before);
    expect((await client.send(new ListPartsCommand(target))).Parts).toMatchObject([
      { ETag: part.ETag, Size: 5 },
    ]);
    await complete([part]);
    expect(await read()).toBe('whole');
  });

  it('of a part into an upload that is aborted meanwhile leaves no file', async () => {
    const { target } = await beginUpload(world, 'object');
    const before = contentFiles();
    const query = `uploadId=${target.UploadId ?? ''}`;
    const late = upload(`object?partNumber=1&${query}`, { 'content-length': '4' });
    await late.send('ha');
    await until(() => contentFiles() === before + 1);

    await fetch(`${world.url}/${BUCKET}/object?${query}`, { method: 'DELETE' });
    await late.send('lf');

    expect(await late.answer()).toMatchObject({ statusCode: 404, code: 'NoSuchUpload' });
    expect(contentFiles()).toBe(before);
  });

  it('that is slow keeps nobody waiting, and shows only at its end', async () => {
    await put('old');
    const before = contentFiles();
    const slow = upload('object', { 'content-length': '3' });
    await slow.send('n');
    await until(() => contentFiles() === before + 1);
    const meanwhile = await read();

    await slow.send('e');
    await slow.send('w');
    await slow.answer();

    expect([meanwhile, await read()]).toEqual(['old', 'new']);
  });
});

describe('a download', () => {
  const LETTERS = Array.from({ length: 20 }, (_, n) => String.fromCharCode(0x62 + n));
  const OLD = 'o'.repeat(8 * 1024 * 1024);

  it('goes on with the old object while it is replaced and deleted', async () => {
    await put(OLD);
    const before = contentFiles();
    const reader = await download();

    await put('new');
    await fetch(`${world.url}/${BUCKET}/object`, { method: 'DELETE' });
    const got = await text(reader);

    expect(got.length).toBe(OLD.length);
    expect(got).toBe(OLD);
    await until(() => contentFiles() === before - 1);
  });

  it('that breaks off holds no file', async () => {
    await put(OLD);
    const before = contentFiles();
    const reader = await download();
    await put('new');
    expect(contentFiles()).toBe(before + 1);

    reader.destroy();

    await until(() => contentFiles() === before);
    expect(await read()).toBe('new');
  });

  it('is always of one write, whole, while twenty writers replace the object', async () => {
    await put('a'.repeat(200_000));
    const writers = LETTERS.map((letter, n) => put(letter.repeat(200_000 + n)));
    const readers = Array.from({ length: 60 }, () => read());

    const texts = await Promise.all(readers);
    await Promise.all(writers);

    for (const got of texts) {
      const letter = got?.charAt(0) ?? '';
      const length = letter === 'a' ? 200_000 : 200_000 + LETTERS.indexOf(letter);
      expect(got === letter.repeat(length)).toBe(true);
    }
  });
});
