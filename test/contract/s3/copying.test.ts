import { createHash } from 'node:crypto';
import {
  CopyObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
  type CopyObjectCommandInput,
} from '@aws-sdk/client-s3';
import { anS3World, BUCKET, refusalOf, type S3World } from './s3-world.ts';

let world: S3World;
let etag: string;
beforeAll(async () => {
  world = await anS3World();
  const put = new PutObjectCommand({
    Bucket: BUCKET,
    Key: 'tom & jerry.txt',
    Body: 'chase',
    ContentType: 'text/plain',
    ChecksumAlgorithm: 'SHA256',
    Metadata: { colour: 'grey' },
  });
  etag = (await world.client().send(put)).ETag ?? '';
});
afterAll(() => world.close());

const copy = (Key: string, input: Partial<CopyObjectCommandInput> = {}) =>
  world.client().send(
    new CopyObjectCommand({
      Bucket: BUCKET,
      Key,
      CopySource: encodeURIComponent(`${BUCKET}/tom & jerry.txt`),
      ...input,
    }),
  );

const head = (Key: string, Bucket = BUCKET) =>
  world.client().send(new HeadObjectCommand({ Bucket, Key, ChecksumMode: 'ENABLED' }));

describe('CopyObject', () => {
  it('copies content, type, metadata and kind of checksum, into another bucket too', async () => {
    const { CopyObjectResult } = await copy('copy', { Bucket: 'other-bucket' });

    const { Body } = await world.client().send(new GetObjectCommand({ Bucket: 'other-bucket', Key: 'copy' }));
    expect(await Body?.transformToString()).toBe('chase');
    expect(CopyObjectResult).toMatchObject({ ETag: etag, LastModified: expect.any(Date) });
    expect(await head('copy', 'other-bucket')).toMatchObject({
      ETag: etag,
      ContentType: 'text/plain',
      Metadata: { colour: 'grey' },
      ChecksumSHA256: createHash('sha256').update('chase').digest('base64'),
    });
  });

  it('takes new metadata and a new checksum when told to', async () => {
    await copy('dressed', {
      MetadataDirective: 'REPLACE',
      ContentType: 'text/x-cat',
      Metadata: { a: 'b' },
      ChecksumAlgorithm: 'CRC32',
    });

    expect(await head('dressed')).toMatchObject({
      ContentType: 'text/x-cat',
      Metadata: { a: 'b' },
      ChecksumCRC32: expect.any(String),
    });
  });

  it('onto itself only with something changed', async () => {
    const itself = 'tom & jerry.txt';

    expect(await refusalOf(copy(itself))).toMatchObject({ name: 'InvalidRequest', statusCode: 400 });
    await copy(itself, {
      MetadataDirective: 'REPLACE',
      ContentType: 'text/plain',
      Metadata: { colour: 'grey' },
      ChecksumAlgorithm: 'SHA256',
    });
    expect((await head(itself)).ETag).toBe(etag);
  });

  it.each([
    ['of another entity tag', () => ({ CopySourceIfMatch: '"0123"' })],
    ['the caller has', () => ({ CopySourceIfNoneMatch: etag })],
    ['not modified since', () => ({ CopySourceIfModifiedSince: new Date() })],
    ['modified since', () => ({ CopySourceIfUnmodifiedSince: new Date(0) })],
  ])('refuses a source %s', async (_, conditions) => {
    expect(await refusalOf(copy('conditional', conditions()))).toMatchObject({
      name: 'PreconditionFailed',
      statusCode: 412,
    });
    expect(await refusalOf(head('conditional'))).toMatchObject({ name: 'NotFound' });
  });

  it.each([
    ['a missing object', `${BUCKET}/missing`, 'NoSuchKey'],
    ['a missing bucket', 'nobodys-bucket/a', 'NoSuchBucket'],
    ['no key', BUCKET, 'InvalidArgument'],
    ['a version', `${BUCKET}/a?versionId=1`, 'NotImplemented'],
  ])('refuses a source that names %s', async (_, CopySource, name) => {
    expect(await refusalOf(copy('x', { CopySource }))).toMatchObject({ name });
  });
});
