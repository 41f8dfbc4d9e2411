import { join } from 'node:path';
import { ListObjectsV2Command, paginateListObjectsV2, PutObjectCommand } from '@aws-sdk/client-s3';
import { rawRequest } from './raw-request.ts';
import { seedObjects } from './seed-objects.ts';
import { withTemporaryFolder } from './temporary-folder.ts';
import { anS3World, BUCKET, refusalOf, withS3World, type S3World } from './s3-world.ts';

let world: S3World;
beforeAll(async () => {
  world = await anS3World({ access: 'open' });
});
afterAll(() => world.close());

const KEYS = ['a', 'a/1', 'a/2', 'a/b/1', 'b', 'c/1', 'ä', '\uffee', '😀'];

async function putAll(Bucket: string, keys: readonly string[]): Promise<void> {
  const client = world.client();
  for (const Key of keys) await client.send(new PutObjectCommand({ Bucket, Key, Body: 'x' }));
}

describe('ListObjectsV2', () => {
  beforeAll(() => putAll(BUCKET, KEYS));

  const list = (input: Partial<ConstructorParameters<typeof ListObjectsV2Command>[0]> = {}) =>
    world.client().send(new ListObjectsV2Command({ Bucket: BUCKET, ...input }));

  it('lists in the order of UTF-8 bytes', async () => {
    const { Contents, KeyCount, IsTruncated } = await list();

    expect(Contents?.map(({ Key }) => Key)).toEqual(KEYS);
    expect(Contents?.[0]).toMatchObject({
      Size: 1,
      StorageClass: 'STANDARD',
      ETag: expect.stringMatching(/^"[0-9a-f]{32}"$/),
    });
    expect({ KeyCount, IsTruncated }).toEqual({ KeyCount: KEYS.length, IsTruncated: false });
  });

  it('rolls keys up to the delimiter', async () => {
    const top = await list({ Delimiter: '/' });
    const inside = await list({ Delimiter: '/', Prefix: 'a/' });

    expect(top.Contents?.map(({ Key }) => Key)).toEqual(['a', 'b', 'ä', '\uffee', '😀']);
    expect(top.CommonPrefixes).toEqual([{ Prefix: 'a/' }, { Prefix: 'c/' }]);
    expect(top.KeyCount).toBe(7);
    expect(inside.Contents?.map(({ Key }) => Key)).toEqual(['a/1', 'a/2']);
    expect(inside.CommonPrefixes).toEqual([{ Prefix: 'a/b/' }]);
  });

  it('starts after a key, there or not', async () => {
    const { Contents, StartAfter } = await list({ StartAfter: 'a/1x' });

    expect(Contents?.[0]?.Key).toBe('a/2');
    expect(StartAfter).toBe('a/1x');
  });

  it('gives no more than max-keys, and none for 0', async () => {
    const none = await list({ MaxKeys: 0 });
    const first = await list({ MaxKeys: 2, Delimiter: '/' });
    const second = await list({ MaxKeys: 2, Delimiter: '/', ContinuationToken: first.NextContinuationToken });

    expect(none).toMatchObject({ KeyCount: 0, IsTruncated: false });
    expect(first).toMatchObject({
      Contents: [{ Key: 'a' }],
      CommonPrefixes: [{ Prefix: 'a/' }],
      IsTruncated: true,
    });
    expect(second).toMatchObject({
      Contents: [{ Key: 'b' }],
      CommonPrefixes: [{ Prefix: 'c/' }],
      IsTruncated: true,
    });
  });

  it('encodes keys when asked, and names the owner', async () => {
    await putAll('other-bucket', ['a b+c/\u0000<é>']);
    const { Contents, EncodingType } = await list({
      Bucket: 'other-bucket',
      EncodingType: 'url',
      FetchOwner: true,
    });

    expect(Contents).toMatchObject([
      { Key: 'a+b%2Bc/%00%3C%C3%A9%3E', Owner: { ID: expect.stringMatching(/^[0-9a-f]{64}$/) } },
    ]);
    expect(EncodingType).toBe('url');
  });

  it.each([
    [{ MaxKeys: -1 }, 'InvalidArgument'],
    [{ ContinuationToken: 'forged' }, 'InvalidArgument'],
    [{ Bucket: 'nobodys-bucket' }, 'NoSuchBucket'],
  ])('refuses %j', async (input, name) => {
    expect(await refusalOf(list(input))).toMatchObject({ name });
  });

  it.each(['max-keys=abc', 'encoding-type=base64', 'max-keys=99999999999'])(
    'refuses %s',
    async (parameter) => {
      const answer = await rawRequest(world.url, {
        method: 'GET',
        path: `/${BUCKET}?list-type=2&${parameter}`,
      }).answer();

      expect(answer).toMatchObject({ statusCode: 400, code: 'InvalidArgument' });
    },
  );

  it('refuses the older version of itself', async () => {
    const answer = await rawRequest(world.url, { method: 'GET', path: `/${BUCKET}` }).answer();

    expect(answer).toMatchObject({
      statusCode: 501,
      code: 'NotImplemented',
      message: expect.stringContaining('GET /shop-photos'),
    });
  });
});

describe('ten thousand keys', () => {
  it('are all listed once, in order, a thousand a page', async () => {
    const keys = Array.from({ length: 10_000 }, (_, n) => `n/${String(n).padStart(5, '0')}`);
    const pages: (string | undefined)[][] = [];

    await withTemporaryFolder(async (folder) => {
      seedObjects(join(folder, BUCKET), keys);
      await withS3World({ access: 'open', folder }, async (seeded) => {
        const pager = paginateListObjectsV2({ client: seeded.client() }, { Bucket: BUCKET, Prefix: 'n/' });
        for await (const { Contents = [] } of pager) pages.push(Contents.map(({ Key }) => Key));
      });
    });

    expect(pages.map(({ length }) => length)).toEqual(Array.from({ length: 10 }, () => 1000));
    expect(pages.flat()).toEqual(keys);
  });
});
