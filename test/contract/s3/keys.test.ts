import { readdirSync } from 'node:fs';
import { dirname } from 'node:path';
import {
  CopyObjectCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { rawRequest } from './raw-request.ts';
import { anS3World, BUCKET, refusalOf, withS3World, type S3World } from './s3-world.ts';
import { withTemporaryFolder } from './temporary-folder.ts';

const KEYS = [
  '../escape',
  '../../../../../../tmp/escape',
  '..',
  '.',
  'a/../b',
  './a',
  'a//b',
  '/leading',
  'trailing/',
  'trailing//',
  'CON',
  'C:\\windows',
  'with space',
  'plus+plus',
  'percent%41',
  '%2e%2e%2fescape',
  'question?mark=1&b',
  'hash#tag',
  'quote"\'<>&amp;',
  'new\nline\r',
  'nul\u0000nul',
  'bell\u0007',
  '😀/ä/\u202ertl',
  '\uffff',
  '__proto__',
  'constructor',
  'objects',
  'x'.repeat(1024),
  'é'.repeat(512),
];

describe('a key', () => {
  let world: S3World;
  beforeAll(async () => {
    world = await anS3World();
  });
  afterAll(() => world.close());

  it.each(KEYS)('may be %j', async (Key) => {
    const client = world.client();
    await client.send(new PutObjectCommand({ Bucket: BUCKET, Key, Body: `content of ${Key}` }));

    const { Body } = await client.send(new GetObjectCommand({ Bucket: BUCKET, Key }));

    expect(await Body?.transformToString()).toBe(`content of ${Key}`);
  });

  it('may be any of them in a list, a copy and a deletion', async () => {
    const client = world.client();
    for (const key of KEYS) {
      const CopySource = `/${BUCKET}/${encodeURIComponent(key)}`;
      await client.send(new CopyObjectCommand({ Bucket: 'other-bucket', Key: key, CopySource }));
    }

    const listed = await client.send(
      new ListObjectsV2Command({ Bucket: 'other-bucket', EncodingType: 'url' }),
    );
    const names = listed.Contents?.map(({ Key = '' }) => decodeURIComponent(Key.replaceAll('+', ' '))) ?? [];
    const deleted = await client.send(
      new DeleteObjectsCommand({
        Bucket: 'other-bucket',
        Delete: { Objects: names.map((Key) => ({ Key })) },
      }),
    );
    const left = await client.send(new ListObjectsV2Command({ Bucket: 'other-bucket' }));

    expect(names.toSorted()).toEqual(KEYS.toSorted());
    expect(deleted.Errors).toBeUndefined();
    expect(left.KeyCount).toBe(0);
  });

  it('has at most 1,024 bytes of UTF-8', async () => {
    for (const Key of ['x'.repeat(1025), 'é'.repeat(513)]) {
      const put = new PutObjectCommand({ Bucket: BUCKET, Key, Body: 'x' });
      expect(await refusalOf(world.client().send(put))).toMatchObject({
        name: 'KeyTooLongError',
        statusCode: 400,
      });
    }
  });

  it.each(['/%ff', '/a%', '/%zz', '/\x80'])('is not %j, which is no UTF-8', async (rest) => {
    const answer = await rawRequest(world.url, { method: 'GET', path: `/${BUCKET}${rest}` }).answer();

    expect(answer.statusCode).toBe(400);
  });
});

describe('the folder', () => {
  it('is the only place that keys reach', async () => {
    await withTemporaryFolder(async (outer) => {
      await withS3World({ access: 'open', folder: `${outer}/a/b/state` }, async ({ url, client }) => {
        for (const Key of KEYS) await client().send(new PutObjectCommand({ Bucket: BUCKET, Key, Body: 'x' }));
        for (const path of [`/${BUCKET}/../../../up`, '/..%2f..%2fup/k', '/../up', '/%2e%2e/up']) {
          await rawRequest(url, { method: 'PUT', path, headers: { 'content-length': '0' } }).answer();
        }
      });

      const names = readdirSync(outer, { recursive: true, encoding: 'utf8' });
      const outside = names.filter(
        (name) => !/^a(\/b(\/state(\/(shop-photos|other-bucket)(\/.*)?)?)?)?$/.test(name),
      );
      expect(outside).toEqual([]);
      expect(readdirSync(dirname(outer)).filter((name) => name === 'up' || name === 'escape')).toEqual([]);
    });
  });
});

describe('the address of a bucket', () => {
  it('may be its own host', async () => {
    const { got, listed } = await withS3World({ access: 'open' }, async ({ url, client }) => {
      await client().send(new PutObjectCommand({ Bucket: BUCKET, Key: 'a/b', Body: 'hosted' }));
      const headers = { host: `${BUCKET}.localhost:${new URL(url).port}` };
      return {
        got: await rawRequest(url, { method: 'GET', path: '/a/b', headers }).answer(),
        listed: await rawRequest(url, { method: 'GET', path: '/?list-type=2', headers }).answer(),
      };
    });

    expect(got).toMatchObject({ statusCode: 200, body: 'hosted' });
    expect(listed.body).toContain('<Key>a/b</Key>');
  });
});
