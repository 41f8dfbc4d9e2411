import {
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
  type GetObjectCommandInput,
} from '@aws-sdk/client-s3';
import { anS3World, BUCKET, refusalOf, type S3World } from './s3-world.ts';

const ONE = { Bucket: BUCKET, Key: 'alphabet' };
const TEXT = 'abcdefghijklmnopqrstuvwxyz';

let world: S3World;
let etag: string;
let modified: Date;
beforeAll(async () => {
  world = await anS3World();
  await world.client().send(new PutObjectCommand({ ...ONE, Body: TEXT, ContentType: 'text/plain' }));
  await world.client().send(new PutObjectCommand({ Bucket: BUCKET, Key: 'empty', Body: Buffer.alloc(0) }));
  const head = await world.client().send(new HeadObjectCommand(ONE));
  etag = head.ETag ?? '';
  modified = head.LastModified ?? new Date(NaN);
});
afterAll(() => world.close());

const get = (input: Partial<GetObjectCommandInput> = {}) =>
  world.client().send(new GetObjectCommand({ ...ONE, ...input }));

describe('a range', () => {
  it.each([
    ['bytes=0-2', 'abc', 'bytes 0-2/26'],
    ['bytes=23-', 'xyz', 'bytes 23-25/26'],
    ['bytes=-2', 'yz', 'bytes 24-25/26'],
    ['bytes=-100', TEXT, 'bytes 0-25/26'],
    ['bytes=25-1000', 'z', 'bytes 25-25/26'],
  ])('%s gives %s', async (Range, text, ContentRange) => {
    const got = await get({ Range });

    expect(await got.Body?.transformToString()).toBe(text);
    expect(got).toMatchObject({ ContentRange, ContentLength: text.length });
    expect(got.$metadata.httpStatusCode).toBe(206);
    expect(got.ChecksumCRC32).toBeUndefined();
  });

  it.each(['bytes=26-', 'bytes=100-200', 'bytes=-0'])('%s lies outside', async (Range) => {
    expect(await refusalOf(get({ Range }))).toMatchObject({
      name: 'InvalidRange',
      statusCode: 416,
      ActualObjectSize: '26',
      RangeRequested: Range,
    });
  });

  it('of an empty object lies outside', async () => {
    expect(await refusalOf(get({ Key: 'empty', Range: 'bytes=0-0' }))).toMatchObject({ statusCode: 416 });
  });

  it.each(['bytes=2-1', 'lines=1-2', 'bytes=x-', 'bytes=-'])('%s is none, so all is given', async (Range) => {
    const got = await get({ Range });

    expect(await got.Body?.transformToString()).toBe(TEXT);
    expect(got.$metadata.httpStatusCode).toBe(200);
  });

  it('of several pieces is refused', async () => {
    expect(await refusalOf(get({ Range: 'bytes=0-1,3-4' }))).toMatchObject({ name: 'NotImplemented' });
  });
});

describe('conditions of a read', () => {
  const older = (): Date => new Date(modified.getTime() - 1000);

  it('are met by the entity tag, whatever the date says', async () => {
    const got = await get({ IfMatch: etag, IfUnmodifiedSince: older() });

    expect(await got.Body?.transformToString()).toBe(TEXT);
  });

  it.each([
    ['another entity tag', () => ({ IfMatch: '"0123"' }), 'If-Match'],
    ['an older date', () => ({ IfUnmodifiedSince: older() }), 'If-Unmodified-Since'],
  ])('fail with 412 for %s', async (_, conditions, Condition) => {
    expect(await refusalOf(get(conditions()))).toMatchObject({
      name: 'PreconditionFailed',
      statusCode: 412,
      Condition,
    });
  });

  it.each([
    ['its entity tag', () => ({ IfNoneMatch: etag })],
    ['its entity tag though modified since', () => ({ IfNoneMatch: etag, IfModifiedSince: older() })],
    ['its date', () => ({ IfModifiedSince: modified })],
  ])('say 304 to whoever has %s', async (_, conditions) => {
    expect(await refusalOf(get(conditions()))).toMatchObject({ statusCode: 304 });
  });

  it('give the object to whoever has an older one', async () => {
    const got = await get({ IfNoneMatch: '"0123"', IfModifiedSince: older() });

    expect(got.ContentLength).toBe(26);
  });
});

describe('HeadObject', () => {
  it('says what GetObject would, without the body', async () => {
    const head = await world.client().send(new HeadObjectCommand({ ...ONE, Range: 'bytes=1-3' }));

    expect(head).toMatchObject({
      ContentLength: 3,
      ContentType: 'text/plain',
      ETag: etag,
      AcceptRanges: 'bytes',
    });
  });
});

describe('headers of the answer', () => {
  it('are replaced on request', async () => {
    const got = await get({
      ResponseContentType: 'application/x-cat',
      ResponseContentDisposition: 'attachment; filename="tom.cat"',
      ResponseCacheControl: 'max-age=1',
      ResponseContentLanguage: 'mia',
      ResponseContentEncoding: 'identity',
    });

    expect(got).toMatchObject({
      ContentType: 'application/x-cat',
      ContentDisposition: 'attachment; filename="tom.cat"',
      CacheControl: 'max-age=1',
      ContentLanguage: 'mia',
      ContentEncoding: 'identity',
    });
  });
});
