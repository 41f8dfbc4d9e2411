import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CopyObjectCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetBucketLocationCommand,
  GetObjectCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  ListBucketsCommand,
  ListMultipartUploadsCommand,
  ListObjectsV2Command,
  ListPartsCommand,
  PutObjectCommand,
  S3ServiceException,
  UploadPartCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { rawRequest } from './raw-request.ts';
import { anS3World, BUCKET, GUEST, OWNER, refusalOf, withS3World, type S3World } from './s3-world.ts';

const ONE = { Bucket: BUCKET, Key: 'a/b' };
const THE_BUCKET = `arn:aws:s3:::${BUCKET}`;
const RESOURCE = `arn:aws:s3:::${BUCKET}/a/b`;

describe('a signature', () => {
  let world: S3World;
  beforeEach(async () => {
    world = await anS3World();
  });
  afterEach(() => world.close());

  it.each([
    ['of an unknown key', { ...OWNER, accessKeyId: 'AKIDNOBODY' }, 'InvalidAccessKeyId'],
    ['with the wrong secret', { ...OWNER, secretAccessKey: 'wrong' }, 'SignatureDoesNotMatch'],
  ])('%s is refused', async (_, credentials, name) => {
    const call = world.client({ credentials }).send(new PutObjectCommand({ ...ONE, Body: 'x' }));

    expect(await refusalOf(call)).toMatchObject({ name, statusCode: 403 });
  });

  it('older than fifteen minutes is refused', async () => {
    await world.clock.advance(16 * 60 * 1000);

    const refusal = await refusalOf(world.client().send(new ListBucketsCommand({})));

    expect(refusal).toMatchObject({ name: 'RequestTimeTooSkewed', statusCode: 403 });
  });

  it('for another region is refused', async () => {
    const call = world.client({ region: 'us-west-2' }).send(new ListBucketsCommand({}));

    expect(await refusalOf(call)).toMatchObject({ name: 'AuthorizationHeaderMalformed', statusCode: 400 });
  });

  it('is asked of everyone', async () => {
    const answer = await rawRequest(world.url, { method: 'GET', path: `/${BUCKET}/a` }).answer();

    expect(answer).toMatchObject({ statusCode: 403, code: 'AccessDenied' });
  });

  it('for another service is none of S3’s business', async () => {
    const authorization =
      'AWS4-HMAC-SHA256 Credential=AKID/20260101/eu-central-1/lambda/aws4_request, SignedHeaders=host, Signature=00';
    const answer = await rawRequest(world.url, {
      method: 'GET',
      path: '/',
      headers: { authorization },
    }).answer();

    expect(answer.body).toContain('UnknownOperationException');
  });

  it('does not serve another account', async () => {
    const call = world
      .client()
      .send(new HeadBucketCommand({ Bucket: BUCKET, ExpectedBucketOwner: '999999999999' }));

    expect(await refusalOf(call)).toMatchObject({ statusCode: 403 });
  });
});

describe('permissions', () => {
  let world: S3World;
  let guestMay = /^$/;
  beforeAll(async () => {
    world = await anS3World({ guestMay: () => guestMay });
  });
  afterAll(() => world.close());

  /** `allowed`, or the name of the error. */
  const asGuestWhoMay = async (may: RegExp, run: (client: S3Client) => Promise<unknown>): Promise<string> => {
    guestMay = may;
    await world.client().send(new PutObjectCommand({ ...ONE, Body: 'x' }));
    const outcome = run(world.client({ credentials: GUEST }));
    return outcome.then(
      () => 'allowed',
      (error: unknown) => (error instanceof S3ServiceException ? error.name : String(error)),
    );
  };

  const UPLOAD = { ...ONE, UploadId: 'none' };

  it.each<[string, string, string, (client: S3Client) => Promise<unknown>, string]>([
    ['GetObject', 's3:GetObject', RESOURCE, (s3) => s3.send(new GetObjectCommand(ONE)), 'allowed'],
    ['HeadObject', 's3:GetObject', RESOURCE, (s3) => s3.send(new HeadObjectCommand(ONE)), 'allowed'],
    [
      'PutObject',
      's3:PutObject',
      RESOURCE,
      (s3) => s3.send(new PutObjectCommand({ ...ONE, Body: 'y' })),
      'allowed',
    ],
    ['DeleteObject', 's3:DeleteObject', RESOURCE, (s3) => s3.send(new DeleteObjectCommand(ONE)), 'allowed'],
    [
      'ListObjectsV2',
      's3:ListBucket',
      THE_BUCKET,
      (s3) => s3.send(new ListObjectsV2Command({ Bucket: BUCKET })),
      'allowed',
    ],
    [
      'HeadBucket',
      's3:ListBucket',
      THE_BUCKET,
      (s3) => s3.send(new HeadBucketCommand({ Bucket: BUCKET })),
      'allowed',
    ],
    [
      'GetBucketLocation',
      's3:GetBucketLocation',
      THE_BUCKET,
      (s3) => s3.send(new GetBucketLocationCommand({ Bucket: BUCKET })),
      'allowed',
    ],
    [
      'ListMultipartUploads',
      's3:ListBucketMultipartUploads',
      THE_BUCKET,
      (s3) => s3.send(new ListMultipartUploadsCommand({ Bucket: BUCKET })),
      'allowed',
    ],
    ['ListBuckets', 's3:ListAllMyBuckets', '*', (s3) => s3.send(new ListBucketsCommand({})), 'allowed'],
    [
      'CreateMultipartUpload',
      's3:PutObject',
      RESOURCE,
      (s3) => s3.send(new CreateMultipartUploadCommand(ONE)),
      'allowed',
    ],
    [
      'UploadPart',
      's3:PutObject',
      RESOURCE,
      (s3) => s3.send(new UploadPartCommand({ ...UPLOAD, PartNumber: 1, Body: 'x' })),
      'NoSuchUpload',
    ],
    [
      'ListParts',
      's3:ListMultipartUploadParts',
      RESOURCE,
      (s3) => s3.send(new ListPartsCommand(UPLOAD)),
      'NoSuchUpload',
    ],
    [
      'AbortMultipartUpload',
      's3:AbortMultipartUpload',
      RESOURCE,
      (s3) => s3.send(new AbortMultipartUploadCommand(UPLOAD)),
      'NoSuchUpload',
    ],
    [
      'CompleteMultipartUpload',
      's3:PutObject',
      RESOURCE,
      (s3) => s3.send(new CompleteMultipartUploadCommand({ ...UPLOAD, MultipartUpload: { Parts: [] } })),
      'NoSuchUpload',
    ],
  ])('%s asks for %s on %s', async (_, action, resource, call, outcome) => {
    const literal = (text: string): string => text.replace(/[.*/]/g, '\\$&');

    expect(await asGuestWhoMay(new RegExp(`^${action} ${literal(resource)}$`), call)).toBe(outcome);
    // The answer to HEAD has no body to name the error in.
    expect(await asGuestWhoMay(/^s3:Other /, call)).toMatch(/^AccessDenied$|^Unknown$/);
  });

  it('a condition on what is there asks for reading it too', async () => {
    const send = (client: S3Client): Promise<unknown> =>
      client.send(new PutObjectCommand({ ...ONE, Body: 'y', IfMatch: '"0"' }));

    expect(await asGuestWhoMay(/^s3:PutObject /, send)).toBe('AccessDenied');
    expect(await asGuestWhoMay(/^s3:(Put|Get)Object /, send)).toBe('PreconditionFailed');
  });

  it('a copy asks for the source and the target', async () => {
    const copy = new CopyObjectCommand({ Bucket: BUCKET, Key: 'c', CopySource: `${BUCKET}/a/b` });
    const send = (client: S3Client): Promise<unknown> => client.send(copy);

    expect(await asGuestWhoMay(/^s3:PutObject .*\/c$/, send)).toBe('AccessDenied');
    expect(await asGuestWhoMay(/^s3:(PutObject .*\/c|GetObject .*\/a\/b)$/, send)).toBe('allowed');
  });

  it('a missing object is 404 only to who may list the bucket', async () => {
    const send = (client: S3Client): Promise<unknown> =>
      client.send(new GetObjectCommand({ Bucket: BUCKET, Key: 'missing' }));

    expect(await asGuestWhoMay(/^s3:GetObject /, send)).toBe('AccessDenied');
    expect(await asGuestWhoMay(/^s3:(GetObject|ListBucket) /, send)).toBe('NoSuchKey');
  });

  it('DeleteObjects deletes what it may and says what it may not', async () => {
    guestMay = /^s3:DeleteObject .*\/mine$/;
    for (const Key of ['mine', 'yours']) {
      await world.client().send(new PutObjectCommand({ Bucket: BUCKET, Key, Body: 'x' }));
    }

    const { Deleted, Errors } = await world.client({ credentials: GUEST }).send(
      new DeleteObjectsCommand({
        Bucket: BUCKET,
        Delete: { Objects: [{ Key: 'mine' }, { Key: 'yours' }] },
      }),
    );
    const kept = await world.client().send(new HeadObjectCommand({ Bucket: BUCKET, Key: 'yours' }));

    expect(Deleted).toEqual([{ Key: 'mine' }]);
    expect(Errors).toMatchObject([{ Key: 'yours', Code: 'AccessDenied' }]);
    expect(kept.ContentLength).toBe(1);
  });
});

describe('buckets', () => {
  it('are listed, found and placed', async () => {
    const { buckets, head, location } = await withS3World({}, async ({ client }) => ({
      buckets: await client().send(new ListBucketsCommand({})),
      head: await client().send(new HeadBucketCommand({ Bucket: BUCKET })),
      location: await client().send(new GetBucketLocationCommand({ Bucket: BUCKET })),
    }));

    expect(buckets.Buckets).toMatchObject([
      { Name: 'other-bucket', CreationDate: expect.any(Date) },
      { Name: BUCKET },
    ]);
    expect(buckets.Owner?.ID).toMatch(/^[0-9a-f]{64}$/);
    expect([head.BucketRegion, location.LocationConstraint]).toEqual(['eu-central-1', 'eu-central-1']);
  });
});
