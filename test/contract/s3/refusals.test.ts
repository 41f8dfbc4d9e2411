import { createHash } from 'node:crypto';
import {
  GetBucketAclCommand,
  GetBucketVersioningCommand,
  GetObjectAttributesCommand,
  GetObjectCommand,
  GetObjectTaggingCommand,
  ListObjectsCommand,
  ListObjectVersionsCommand,
  PutBucketPolicyCommand,
  PutObjectCommand,
  UploadPartCopyCommand,
  CreateBucketCommand,
  DeleteBucketCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { rawRequest, type RawAnswer } from './raw-request.ts';
import { anS3World, BUCKET, refusalOf, type S3World } from './s3-world.ts';

let world: S3World;
beforeAll(async () => {
  world = await anS3World({ access: 'open' });
});
afterAll(() => world.close());

const ONE = { Bucket: BUCKET, Key: 'a' };

const send = async (
  method: string,
  path: string,
  headers: Record<string, string> = {},
  body = '',
): Promise<RawAnswer> => {
  const sending = rawRequest(world.url, {
    method,
    path,
    headers: { 'content-length': String(Buffer.byteLength(body)), ...headers },
  });
  if (body !== '') await sending.send(body);
  return sending.answer();
};

describe('what is not supported', () => {
  it.each<[string, (s3: S3Client) => Promise<unknown>]>([
    ['acl', (s3) => s3.send(new GetBucketAclCommand({ Bucket: BUCKET }))],
    ['versioning', (s3) => s3.send(new GetBucketVersioningCommand({ Bucket: BUCKET }))],
    ['versions', (s3) => s3.send(new ListObjectVersionsCommand({ Bucket: BUCKET }))],
    ['policy', (s3) => s3.send(new PutBucketPolicyCommand({ Bucket: BUCKET, Policy: '{}' }))],
    ['tagging', (s3) => s3.send(new GetObjectTaggingCommand(ONE))],
    ['attributes', (s3) => s3.send(new GetObjectAttributesCommand({ ...ONE, ObjectAttributes: ['ETag'] }))],
    ['versionId', (s3) => s3.send(new GetObjectCommand({ ...ONE, VersionId: '1' }))],
    ['partNumber', (s3) => s3.send(new GetObjectCommand({ ...ONE, PartNumber: 1 }))],
    ['GET /shop-photos', (s3) => s3.send(new ListObjectsCommand({ Bucket: BUCKET }))],
    ['PUT /new-bucket', (s3) => s3.send(new CreateBucketCommand({ Bucket: 'new-bucket' }))],
    ['DELETE /shop-photos', (s3) => s3.send(new DeleteBucketCommand({ Bucket: BUCKET }))],
    [
      'x-amz-copy-source',
      (s3) =>
        s3.send(
          new UploadPartCopyCommand({ ...ONE, UploadId: 'u', PartNumber: 1, CopySource: `${BUCKET}/a` }),
        ),
    ],
    ['x-amz-tagging', (s3) => s3.send(new PutObjectCommand({ ...ONE, Body: 'x', Tagging: 'a=b' }))],
    ['GLACIER', (s3) => s3.send(new PutObjectCommand({ ...ONE, Body: 'x', StorageClass: 'GLACIER' }))],
    [
      'aws:kms',
      (s3) => s3.send(new PutObjectCommand({ ...ONE, Body: 'x', ServerSideEncryption: 'aws:kms' })),
    ],
    ['public-read', (s3) => s3.send(new PutObjectCommand({ ...ONE, Body: 'x', ACL: 'public-read' }))],
    [
      'x-amz-object-lock-mode',
      (s3) =>
        s3.send(
          new PutObjectCommand({
            ...ONE,
            Body: 'x',
            ObjectLockMode: 'GOVERNANCE',
            ObjectLockRetainUntilDate: new Date(0),
            ContentMD5: createHash('md5').update('x').digest('base64'),
          }),
        ),
    ],
  ])('is refused by name: %s', async (name, call) => {
    expect(await refusalOf(call(world.client()))).toMatchObject({
      name: 'NotImplemented',
      statusCode: 501,
      message: expect.stringContaining(name),
    });
  });

  it.each(['PATCH', 'OPTIONS'])('is refused as a method: %s', async (method) => {
    expect(await send(method, `/${BUCKET}/a`)).toMatchObject({ statusCode: 405, code: 'MethodNotAllowed' });
  });

  it('is not a parameter of the caller’s own', async () => {
    await send('PUT', `/${BUCKET}/own?x-request=7`, {}, 'x');

    expect(await send('GET', `/${BUCKET}/own?x-request=8`)).toMatchObject({ statusCode: 200, body: 'x' });
  });
});

describe('a body', () => {
  it.each<[string, Record<string, string>, string]>([
    ['another MD5', { 'content-md5': createHash('md5').update('other').digest('base64') }, 'BadDigest'],
    ['no MD5 at all', { 'content-md5': 'abc' }, 'InvalidDigest'],
    [
      'another SHA-256',
      { 'x-amz-content-sha256': createHash('sha256').update('other').digest('hex') },
      'XAmzContentSHA256Mismatch',
    ],
    ['no SHA-256 at all', { 'x-amz-content-sha256': 'abc' }, 'InvalidArgument'],
    ['a checksum that is none', { 'x-amz-checksum-sha256': 'abc' }, 'InvalidRequest'],
    [
      'two checksums',
      { 'x-amz-checksum-crc32': 'jNwWgw==', 'x-amz-checksum-sha1': 'EfatjsUqKYSrqLKe0GKw+2cEv0o=' },
      'InvalidRequest',
    ],
    ['an algorithm without its checksum', { 'x-amz-sdk-checksum-algorithm': 'SHA256' }, 'InvalidRequest'],
    [
      'another algorithm than its checksum’s',
      { 'x-amz-sdk-checksum-algorithm': 'SHA256', 'x-amz-checksum-crc32': 'jNwWgw==' },
      'InvalidRequest',
    ],
    [
      'an unknown signature',
      { 'x-amz-content-sha256': 'STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD' },
      'NotImplemented',
    ],
  ])('with %s is refused and leaves nothing', async (_, headers, code) => {
    expect(await send('PUT', `/${BUCKET}/refused`, headers, 'x')).toMatchObject({ code });
    expect(await send('GET', `/${BUCKET}/refused`)).toMatchObject({ code: 'NoSuchKey' });
  });

  it('must say its length', async () => {
    const sending = rawRequest(world.url, {
      method: 'PUT',
      path: `/${BUCKET}/long`,
      headers: { 'transfer-encoding': 'chunked' },
    });
    await sending.send('x');

    expect(await sending.answer()).toMatchObject({ statusCode: 411, code: 'MissingContentLength' });
  });

  it('may not be larger than 5 GiB, which is said before it is sent', async () => {
    const length = String(5 * 1024 ** 3 + 1);
    const sending = rawRequest(world.url, {
      method: 'PUT',
      path: `/${BUCKET}/huge`,
      headers: { 'content-length': length },
    });
    await sending.send('x');

    const answer = await sending.head();
    sending.hangUp();

    expect(answer).toBe(400);
  });
});

describe('an XML body', () => {
  const remove = (body: string) =>
    send(
      'POST',
      `/${BUCKET}?delete`,
      { 'content-md5': createHash('md5').update(body).digest('base64') },
      body,
    );

  it.each([
    ['nothing', ''],
    ['text', 'delete it'],
    ['an open element', '<Delete><Object><Key>a</Key></Object>'],
    ['crossed elements', '<Delete><Object><Key>a</Object></Key></Delete>'],
    ['another root', '<Remove><Object><Key>a</Key></Object></Remove>'],
    ['no object', '<Delete></Delete>'],
    ['an empty key', '<Delete><Object><Key></Key></Object></Delete>'],
    ['a version', '<Delete><Object><Key>a</Key><VersionId>1</VersionId></Object></Delete>'],
    ['two roots', '<Delete><Object><Key>a</Key></Object></Delete><Delete/>'],
    ['a DOCTYPE', '<!DOCTYPE d [<!ENTITY e "x">]><Delete><Object><Key>&e;</Key></Object></Delete>'],
    ['an unknown entity', '<Delete><Object><Key>&nbsp;</Key></Object></Delete>'],
    ['a bare ampersand', '<Delete><Object><Key>a & b</Key></Object></Delete>'],
    ['depth', '<a>'.repeat(100_000)],
    ['1,001 keys', `<Delete>${'<Object><Key>a</Key></Object>'.repeat(1001)}</Delete>`],
    ['a byte order of no UTF-8', '<Delete><Object><Key>\ud800</Key></Object></Delete>'],
  ])('of %s is malformed', async (_, body) => {
    const bytes = body.includes('\ud800')
      ? Buffer.from(body.replace('\ud800', '\xff'), 'latin1')
      : Buffer.from(body);
    const headers = {
      'content-length': String(bytes.length),
      'content-md5': createHash('md5').update(bytes).digest('base64'),
    };
    const sending = rawRequest(world.url, { method: 'POST', path: `/${BUCKET}?delete`, headers });
    if (bytes.length > 0) await sending.send(bytes);

    expect(await sending.answer()).toMatchObject({ statusCode: 400, code: 'MalformedXML' });
  });

  it('has a limit', async () => {
    expect(await remove(`<Delete>${' '.repeat(9 * 1024 * 1024)}</Delete>`)).toMatchObject({
      statusCode: 400,
      code: 'MaxMessageLengthExceeded',
    });
  });

  it('of a deletion must come with a digest', async () => {
    const body = '<Delete><Object><Key>a</Key></Object></Delete>';

    expect(await send('POST', `/${BUCKET}?delete`, {}, body)).toMatchObject({ code: 'InvalidRequest' });
    expect(await remove(`<?xml version="1.0"?>\n<!-- all -->${body}`)).toMatchObject({ statusCode: 200 });
  });
});

describe('a request line', () => {
  it.each(['http://elsewhere/a', '*'])('that names no path is refused: %s', async (path) => {
    expect(await send('GET', path)).toMatchObject({ statusCode: 400, code: 'InvalidURI' });
  });

  it('with no bucket but a key is refused', async () => {
    expect(await send('GET', '//key')).toMatchObject({ code: 'InvalidURI' });
  });
});
