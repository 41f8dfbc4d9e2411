import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import {
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { anS3World, BUCKET, refusalOf, type S3World } from './s3-world.ts';

let world: S3World;
beforeAll(async () => {
  world = await anS3World();
});
afterAll(() => world.close());

const md5 = (text: string): string => `"${createHash('md5').update(text).digest('hex')}"`;

describe('PutObject and GetObject', () => {
  it('gives back what was put, with its type and metadata', async () => {
    const client = world.client();

    const put = await client.send(
      new PutObjectCommand({
        Bucket: BUCKET,
        Key: 'cats/tom.txt',
        Body: 'miaow',
        ContentType: 'text/plain',
        CacheControl: 'no-cache',
        Metadata: { colour: 'grey', 'Shot-By': 'jerry' },
      }),
    );
    const got = await client.send(new GetObjectCommand({ Bucket: BUCKET, Key: 'cats/tom.txt' }));

    expect(put).toMatchObject({
      ETag: md5('miaow'),
      ChecksumCRC32: expect.any(String),
      ChecksumType: 'FULL_OBJECT',
    });
    expect(await got.Body?.transformToString()).toBe('miaow');
    expect(got).toMatchObject({
      ETag: md5('miaow'),
      ContentType: 'text/plain',
      CacheControl: 'no-cache',
      ContentLength: 5,
      ChecksumCRC32: put.ChecksumCRC32,
      Metadata: { colour: 'grey', 'shot-by': 'jerry' },
    });
  });

  it.each(['WHEN_SUPPORTED', 'WHEN_REQUIRED'] as const)(
    'takes text, bytes and streams when checksums are %s',
    async (when) => {
      const client = world.client({ requestChecksumCalculation: when, responseChecksumValidation: when });
      const bytes = Buffer.alloc(300_000, 'x');
      const bodies = [
        { Body: 'text' },
        { Body: bytes },
        { Body: Readable.from([bytes]), ContentLength: bytes.length },
      ];

      for (const body of bodies)
        await client.send(new PutObjectCommand({ Bucket: BUCKET, Key: when, ...body }));
      const { Body, ContentEncoding } = await client.send(
        new GetObjectCommand({ Bucket: BUCKET, Key: when }),
      );

      expect(Buffer.from((await Body?.transformToByteArray()) ?? []).equals(bytes)).toBe(true);
      expect(ContentEncoding).toBeUndefined();
    },
  );

  it.each(['CRC32', 'SHA1', 'SHA256'] as const)('verifies and gives back %s', async (algorithm) => {
    const client = world.client();
    const member = `Checksum${algorithm}` as const;

    const put = await client.send(
      new PutObjectCommand({ Bucket: BUCKET, Key: algorithm, Body: 'sum', ChecksumAlgorithm: algorithm }),
    );
    const head = await client.send(
      new HeadObjectCommand({ Bucket: BUCKET, Key: algorithm, ChecksumMode: 'ENABLED' }),
    );
    const wrong = new PutObjectCommand({
      Bucket: BUCKET,
      Key: algorithm,
      Body: 'other',
      [member]: put[member],
    });

    expect(head[member]).toBe(put[member]);
    expect(await refusalOf(client.send(wrong))).toMatchObject({ name: 'BadDigest', statusCode: 400 });
    expect((await client.send(new HeadObjectCommand({ Bucket: BUCKET, Key: algorithm }))).ETag).toBe(
      md5('sum'),
    );
  });

  it('refuses a checksum algorithm it does not know by name', async () => {
    const put = new PutObjectCommand({ Bucket: BUCKET, Key: 'c', Body: 'c', ChecksumAlgorithm: 'CRC32C' });

    expect(await refusalOf(world.client().send(put))).toMatchObject({
      name: 'NotImplemented',
      statusCode: 501,
      message: expect.stringContaining('crc32c'),
    });
  });

  it('keeps an empty object and an object in a folder of its own name', async () => {
    const client = world.client();
    for (const Key of ['dir', 'dir/', 'dir/dir']) {
      await client.send(
        new PutObjectCommand({
          Bucket: BUCKET,
          Key,
          Body: Key === 'dir/' ? '' : Key,
          ContentLength: Key === 'dir/' ? 0 : Key.length,
        }),
      );
    }

    const bodies = await Promise.all(
      ['dir', 'dir/', 'dir/dir'].map(async (Key) => {
        const { Body } = await client.send(new GetObjectCommand({ Bucket: BUCKET, Key }));
        return Body?.transformToString();
      }),
    );

    expect(bodies).toEqual(['dir', '', 'dir/dir']);
  });

  it('replaces an object whole: content, type and metadata', async () => {
    const client = world.client();
    const Key = 'replaced';
    await client.send(new PutObjectCommand({ Bucket: BUCKET, Key, Body: 'one', Metadata: { a: '1' } }));
    await client.send(new PutObjectCommand({ Bucket: BUCKET, Key, Body: 'two' }));

    const got = await client.send(new GetObjectCommand({ Bucket: BUCKET, Key }));

    expect(await got.Body?.transformToString()).toBe('two');
    expect(got.Metadata).toEqual({});
    expect(got.ContentType).toBe('application/octet-stream');
  });

  it('refuses more than 2 KB of metadata', async () => {
    const put = new PutObjectCommand({
      Bucket: BUCKET,
      Key: 'm',
      Body: 'm',
      Metadata: { big: 'x'.repeat(2046) },
    });

    expect(await refusalOf(world.client().send(put))).toMatchObject({
      name: 'MetadataTooLarge',
      statusCode: 400,
    });
  });
});

describe('what is not there', () => {
  it('is NoSuchKey, and 404 to HEAD', async () => {
    const client = world.client();
    const missing = { Bucket: BUCKET, Key: 'missing' };

    expect(await refusalOf(client.send(new GetObjectCommand(missing)))).toMatchObject({
      name: 'NoSuchKey',
      statusCode: 404,
      Key: 'missing',
    });
    expect(await refusalOf(client.send(new HeadObjectCommand(missing)))).toMatchObject({ name: 'NotFound' });
  });

  it('is NoSuchBucket for a bucket of no template', async () => {
    const get = new GetObjectCommand({ Bucket: 'nobodys-bucket', Key: 'a' });

    expect(await refusalOf(world.client().send(get))).toMatchObject({
      name: 'NoSuchBucket',
      statusCode: 404,
    });
  });
});

describe('DeleteObject and DeleteObjects', () => {
  it('deletes, and says 204 of what was never there', async () => {
    const client = world.client();
    const one = { Bucket: BUCKET, Key: 'doomed' };
    await client.send(new PutObjectCommand({ ...one, Body: 'x' }));

    const first = await client.send(new DeleteObjectCommand(one));
    const second = await client.send(new DeleteObjectCommand(one));

    expect([first, second].map(({ $metadata }) => $metadata.httpStatusCode)).toEqual([204, 204]);
    expect(await refusalOf(client.send(new GetObjectCommand(one)))).toMatchObject({ name: 'NoSuchKey' });
  });

  it.each(['WHEN_SUPPORTED', 'WHEN_REQUIRED'] as const)(
    'deletes many at once, checksums %s',
    async (when) => {
      const client = world.client({ requestChecksumCalculation: when });
      const keys = ['many/<1>&', 'many/2', 'many/\u0001'];
      for (const Key of keys) await client.send(new PutObjectCommand({ Bucket: BUCKET, Key, Body: 'x' }));

      const { Deleted, Errors } = await client.send(
        new DeleteObjectsCommand({
          Bucket: BUCKET,
          Delete: { Objects: [...keys, 'absent'].map((Key) => ({ Key })) },
        }),
      );

      expect(Deleted?.map(({ Key }) => Key)).toEqual([...keys, 'absent']);
      expect(Errors).toBeUndefined();
      for (const Key of keys) {
        expect(await refusalOf(client.send(new HeadObjectCommand({ Bucket: BUCKET, Key })))).toMatchObject({
          name: 'NotFound',
        });
      }
    },
  );

  it('says nothing of successes when quiet, and which condition failed', async () => {
    const client = world.client();
    await client.send(new PutObjectCommand({ Bucket: BUCKET, Key: 'kept', Body: 'x' }));
    await client.send(new PutObjectCommand({ Bucket: BUCKET, Key: 'gone', Body: 'x' }));

    const { Deleted, Errors } = await client.send(
      new DeleteObjectsCommand({
        Bucket: BUCKET,
        Delete: {
          Quiet: true,
          Objects: [
            { Key: 'gone', ETag: md5('x') },
            { Key: 'kept', ETag: md5('y') },
          ],
        },
      }),
    );

    expect(Deleted).toBeUndefined();
    expect(Errors).toMatchObject([{ Key: 'kept', Code: 'PreconditionFailed' }]);
  });

  it('deletes only what still matches', async () => {
    const client = world.client();
    const one = { Bucket: BUCKET, Key: 'guarded' };
    await client.send(new PutObjectCommand({ ...one, Body: 'x' }));

    expect(
      await refusalOf(client.send(new DeleteObjectCommand({ ...one, IfMatch: md5('y') }))),
    ).toMatchObject({
      name: 'PreconditionFailed',
      statusCode: 412,
    });
    await client.send(new DeleteObjectCommand({ ...one, IfMatch: md5('x') }));
    expect(await refusalOf(client.send(new DeleteObjectCommand({ ...one, IfMatch: '*' })))).toMatchObject({
      name: 'NoSuchKey',
    });
  });
});
