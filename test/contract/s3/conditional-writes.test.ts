import {
  CopyObjectCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  PutObjectCommand,
  type PutObjectCommandInput,
} from '@aws-sdk/client-s3';
import { anS3World, BUCKET, refusalOf, type S3World } from './s3-world.ts';
import { beginUpload } from './begin-upload.ts';
import { rawRequest } from './raw-request.ts';
import { until } from './until.ts';

let world: S3World;
let calls: string[] = [];
beforeAll(async () => {
  world = await anS3World({ access: 'open', beforeCall: ({ operation }) => void calls.push(operation) });
});
beforeEach(() => {
  calls = [];
});
afterAll(() => world.close());

const put = (Key: string, Body: string, condition: Partial<PutObjectCommandInput> = {}) =>
  world.client().send(new PutObjectCommand({ Bucket: BUCKET, Key, Body, ...condition }));

const textOf = async (Key: string): Promise<string | undefined> => {
  const { Body } = await world.client().send(new GetObjectCommand({ Bucket: BUCKET, Key }));
  return Body?.transformToString();
};

describe('If-None-Match: *', () => {
  it('lets exactly one of fifty writers win', async () => {
    const client = world.client();
    const writes = Array.from({ length: 50 }, (_, writer) =>
      client.send(
        new PutObjectCommand({ Bucket: BUCKET, Key: 'race', Body: `writer ${writer}`, IfNoneMatch: '*' }),
      ),
    );

    const outcomes = await Promise.allSettled(writes);

    const winners = outcomes.flatMap(({ status }, writer) => (status === 'fulfilled' ? [writer] : []));
    const refusals = outcomes.flatMap((outcome) =>
      outcome.status === 'rejected' ? [String(outcome.reason)] : [],
    );
    expect(winners).toHaveLength(1);
    expect(await textOf('race')).toBe(`writer ${winners[0] ?? ''}`);
    expect(new Set(refusals.map((refusal) => refusal.split(':')[0]))).toEqual(
      new Set(['PreconditionFailed']),
    );
  });

  it('takes no entity tag', async () => {
    expect(await refusalOf(put('tagged', 'x', { IfNoneMatch: '"0123"' }))).toMatchObject({
      name: 'NotImplemented',
      statusCode: 501,
    });
  });

  it('guards a copy as it does a put', async () => {
    await put('source', 'source');
    await put('target', 'target');
    const copy = new CopyObjectCommand({
      Bucket: BUCKET,
      Key: 'target',
      CopySource: `${BUCKET}/source`,
      IfNoneMatch: '*',
    });

    expect(await refusalOf(world.client().send(copy))).toMatchObject({ name: 'PreconditionFailed' });
    expect(await textOf('target')).toBe('target');
  });
});

describe('If-Match', () => {
  it('lets one of twenty writers replace what they all read', async () => {
    const { ETag } = await put('counter', 'start');
    const writes = Array.from({ length: 20 }, (_, writer) => put('counter', `${writer}`, { IfMatch: ETag }));

    const outcomes = await Promise.allSettled(writes);

    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await refusalOf(put('counter', 'late', { IfMatch: ETag }))).toMatchObject({
      name: 'PreconditionFailed',
      statusCode: 412,
      Condition: 'If-Match',
    });
  });

  it('is NoSuchKey when nothing is there', async () => {
    expect(await refusalOf(put('nothing', 'x', { IfMatch: '"0123"' }))).toMatchObject({
      name: 'NoSuchKey',
      statusCode: 404,
    });
  });

  it('does not go with If-None-Match', async () => {
    const refusal = await refusalOf(put('both', 'x', { IfMatch: '"0123"', IfNoneMatch: '*' }));

    expect(refusal).toMatchObject({ name: 'NotImplemented' });
  });
});

describe('a delete in the middle of a conditional write', () => {
  it('is a conflict, and the write leaves nothing', async () => {
    await put('contested', 'old');
    calls = [];
    const upload = rawRequest(world.url, {
      method: 'PUT',
      path: `/${BUCKET}/contested`,
      headers: { 'if-none-match': '*', 'content-length': '6' },
    });
    await upload.send('new');
    await until(() => calls.includes('PutObject'));
    await world.client().send(new DeleteObjectCommand({ Bucket: BUCKET, Key: 'contested' }));
    await upload.send('est');

    const answer = await upload.answer();

    expect(answer).toMatchObject({ statusCode: 409, code: 'ConditionalRequestConflict' });
    expect(await refusalOf(textOf('contested'))).toMatchObject({ name: 'NoSuchKey' });
  });

  it('is a conflict for a multipart upload too, which then has to begin anew', async () => {
    await put('assembled', 'old');
    const upload = await beginUpload(world, 'assembled');
    const { ETag = '' } = await upload.uploadPart(1, Buffer.from('part'));
    const body = `<CompleteMultipartUpload><Part><PartNumber>1</PartNumber><ETag>${ETag}</ETag></Part></CompleteMultipartUpload>`;
    const path = `/${BUCKET}/assembled?uploadId=${upload.target.UploadId ?? ''}`;
    const headers = { 'if-none-match': '*', 'content-length': String(body.length) };
    const completion = rawRequest(world.url, { method: 'POST', path, headers });
    await completion.send(body.slice(0, 10));
    await until(() => calls.includes('CompleteMultipartUpload'));
    await world.client().send(new DeleteObjectCommand({ Bucket: BUCKET, Key: 'assembled' }));
    await completion.send(body.slice(10));

    const answer = await completion.answer();

    expect(answer).toMatchObject({ statusCode: 409, code: 'ConditionalRequestConflict' });
    expect(await refusalOf(upload.uploadPart(1, Buffer.from('again')))).toMatchObject({
      name: 'NoSuchUpload',
    });
  });
});
