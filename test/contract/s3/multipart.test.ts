import { createHash } from 'node:crypto';
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListMultipartUploadsCommand,
  ListPartsCommand,
  PutObjectCommand,
  UploadPartCommand,
  type CompletedPart,
  type CompleteMultipartUploadCommandInput,
  type CreateMultipartUploadCommandInput,
  type UploadPartCommandInput,
} from '@aws-sdk/client-s3';
import { anS3World, BUCKET, refusalOf, type S3World } from './s3-world.ts';

/** The least that a part may have unless it is the last. */
const PART = Buffer.alloc(5 * 1024 * 1024, 'p');
const END = Buffer.from('the end');

let world: S3World;
beforeAll(async () => {
  world = await anS3World();
});
afterAll(() => world.close());

const sha256 = (bytes: Buffer): Buffer => createHash('sha256').update(bytes).digest();

async function begin(Key: string, input: Partial<CreateMultipartUploadCommandInput> = {}) {
  const client = world.client();
  const created = await client.send(new CreateMultipartUploadCommand({ Bucket: BUCKET, Key, ...input }));
  const target = { Bucket: BUCKET, Key, UploadId: created.UploadId };
  const uploadPart = async (
    PartNumber: number,
    Body: Buffer,
    more: Partial<UploadPartCommandInput> = {},
  ): Promise<CompletedPart> => {
    const part = await client.send(new UploadPartCommand({ ...target, PartNumber, Body, ...more }));
    const { ETag, ChecksumCRC32, ChecksumSHA256 } = part;
    return {
      PartNumber,
      ETag,
      ...(ChecksumCRC32 && { ChecksumCRC32 }),
      ...(ChecksumSHA256 && { ChecksumSHA256 }),
    };
  };
  const complete = (Parts: CompletedPart[], more: Partial<CompleteMultipartUploadCommandInput> = {}) =>
    client.send(new CompleteMultipartUploadCommand({ ...target, MultipartUpload: { Parts }, ...more }));
  return { client, created, target, uploadPart, complete };
}

describe('a multipart upload', () => {
  it('becomes an object of its parts, whatever order they came in', async () => {
    const upload = await begin('film', { ContentType: 'video/mp4', Metadata: { a: 'b' } });
    const parts = await Promise.all([upload.uploadPart(2, END), upload.uploadPart(1, PART)]);
    parts.sort((a, b) => (a.PartNumber ?? 0) - (b.PartNumber ?? 0));

    const completed = await upload.complete(parts);
    const got = await upload.client.send(new GetObjectCommand({ Bucket: BUCKET, Key: 'film' }));

    const etags = [PART, END].map((bytes) => createHash('md5').update(bytes).digest());
    expect(completed.ETag).toBe(`"${createHash('md5').update(Buffer.concat(etags)).digest('hex')}-2"`);
    expect(
      Buffer.from((await got.Body?.transformToByteArray()) ?? []).equals(Buffer.concat([PART, END])),
    ).toBe(true);
    expect(got).toMatchObject({ ContentType: 'video/mp4', Metadata: { a: 'b' }, ETag: completed.ETag });
  });

  it('can be read across the seam of its parts', async () => {
    const upload = await begin('seam');
    await upload.complete([await upload.uploadPart(1, PART), await upload.uploadPart(2, END)]);

    const got = await upload.client.send(
      new GetObjectCommand({
        Bucket: BUCKET,
        Key: 'seam',
        Range: `bytes=${PART.length - 3}-${PART.length + 2}`,
      }),
    );

    expect(await got.Body?.transformToString()).toBe('pppthe');
  });

  it('does not show before it is complete, and leaves the old object to its readers until then', async () => {
    const upload = await begin('patient');
    await upload.client.send(new PutObjectCommand({ Bucket: BUCKET, Key: 'patient', Body: 'old' }));
    const part = await upload.uploadPart(1, END);

    const before = await upload.client.send(new GetObjectCommand({ Bucket: BUCKET, Key: 'patient' }));
    await upload.complete([part]);
    const after = await upload.client.send(new GetObjectCommand({ Bucket: BUCKET, Key: 'patient' }));

    expect([await before.Body?.transformToString(), await after.Body?.transformToString()]).toEqual([
      'old',
      'the end',
    ]);
  });

  it('ends once', async () => {
    const upload = await begin('once');
    const part = await upload.uploadPart(1, END);
    await upload.complete([part]);

    expect(await refusalOf(upload.complete([part]))).toMatchObject({ name: 'NoSuchUpload', statusCode: 404 });
    expect(await refusalOf(upload.uploadPart(2, END))).toMatchObject({ name: 'NoSuchUpload' });
  });

  it('takes the last of two uploads of a part, and forgets parts that are not named', async () => {
    const upload = await begin('twice');
    const first = await upload.uploadPart(1, Buffer.from('first'));
    const second = await upload.uploadPart(1, Buffer.from('second'));
    await upload.uploadPart(2, END);

    expect(await refusalOf(upload.complete([first]))).toMatchObject({ name: 'InvalidPart', statusCode: 400 });
    await upload.complete([second]);
    const got = await upload.client.send(new GetObjectCommand({ Bucket: BUCKET, Key: 'twice' }));
    expect(await got.Body?.transformToString()).toBe('second');
  });
});

describe('checksums of a multipart upload', () => {
  it('are composite for SHA-256: the checksum of the parts’ checksums', async () => {
    const upload = await begin('composite', { ChecksumAlgorithm: 'SHA256' });
    const parts = [
      await upload.uploadPart(1, PART, { ChecksumSHA256: sha256(PART).toString('base64') }),
      await upload.uploadPart(2, END, { ChecksumAlgorithm: 'SHA256' }),
    ];
    const expected = sha256(Buffer.concat([sha256(PART), sha256(END)])).toString('base64');

    const completed = await upload.complete(parts, { ChecksumSHA256: expected });
    const head = await upload.client.send(
      new HeadObjectCommand({ Bucket: BUCKET, Key: 'composite', ChecksumMode: 'ENABLED' }),
    );

    expect(completed).toMatchObject({ ChecksumSHA256: `${expected}-2`, ChecksumType: 'COMPOSITE' });
    expect(head).toMatchObject({ ChecksumSHA256: `${expected}-2`, ChecksumType: 'COMPOSITE' });
  });

  it('are of the whole object for CRC32 when told so', async () => {
    const whole = Buffer.concat([PART, END]);
    const put = await world
      .client()
      .send(new PutObjectCommand({ Bucket: BUCKET, Key: 'whole', Body: whole }));
    const upload = await begin('pieces', { ChecksumAlgorithm: 'CRC32', ChecksumType: 'FULL_OBJECT' });

    const completed = await upload.complete([
      await upload.uploadPart(1, PART),
      await upload.uploadPart(2, END),
    ]);

    expect(completed).toMatchObject({ ChecksumCRC32: put.ChecksumCRC32, ChecksumType: 'FULL_OBJECT' });
  });

  it.each([
    ['the wrong checksum of a part', { ChecksumSHA256: sha256(PART).toString('base64') }, 'BadDigest'],
    ['another algorithm than the upload’s', { ChecksumAlgorithm: 'CRC32' }, 'InvalidRequest'],
  ] as const)('refuse %s', async (_, more, name) => {
    const upload = await begin('refused', { ChecksumAlgorithm: 'SHA256' });

    expect(await refusalOf(upload.uploadPart(1, END, more))).toMatchObject({ name, statusCode: 400 });
    const { Parts } = await upload.client.send(new ListPartsCommand(upload.target));
    expect(Parts).toBeUndefined();
  });

  it('must be repeated at the end, and match', async () => {
    const upload = await begin('repeated', { ChecksumAlgorithm: 'SHA256' });
    const part = await upload.uploadPart(1, END, { ChecksumAlgorithm: 'SHA256' });
    const { ChecksumSHA256: _, ...bare } = part;
    const other = { ...part, ChecksumSHA256: sha256(PART).toString('base64') };

    expect(await refusalOf(upload.complete([bare]))).toMatchObject({
      name: 'InvalidRequest',
      message: expect.stringContaining('It was missing for part 1'),
    });
    expect(await refusalOf(upload.complete([other]))).toMatchObject({ name: 'InvalidPart' });
    expect(
      await refusalOf(upload.complete([part], { ChecksumSHA256: sha256(PART).toString('base64') })),
    ).toMatchObject({ name: 'BadDigest' });
    expect(await refusalOf(upload.complete([part], { MpuObjectSize: 3 }))).toMatchObject({
      name: 'InvalidRequest',
    });
    await upload.complete([part], { MpuObjectSize: END.length });
  });

  it('cannot be of the whole object for SHA-256', async () => {
    const create = begin('sha', { ChecksumAlgorithm: 'SHA256', ChecksumType: 'FULL_OBJECT' });

    expect(await refusalOf(create)).toMatchObject({ name: 'InvalidRequest' });
  });
});

describe('CompleteMultipartUpload refuses', () => {
  it('a part that is too small and not the last', async () => {
    const upload = await begin('small');
    const parts = [await upload.uploadPart(1, END), await upload.uploadPart(2, END)];

    expect(await refusalOf(upload.complete(parts))).toMatchObject({
      name: 'EntityTooSmall',
      statusCode: 400,
      PartNumber: '1',
      MinSizeAllowed: '5242880',
      ProposedSize: '7',
    });
  });

  it('parts out of order, missing, or none', async () => {
    const upload = await begin('order', { ChecksumAlgorithm: undefined });
    const [one, two] = [await upload.uploadPart(1, END), await upload.uploadPart(2, END)];

    expect(await refusalOf(upload.complete([two, one]))).toMatchObject({ name: 'InvalidPartOrder' });
    expect(await refusalOf(upload.complete([one, one]))).toMatchObject({ name: 'InvalidPartOrder' });
    expect(await refusalOf(upload.complete([one, { ...two, PartNumber: 3 }]))).toMatchObject({
      statusCode: 500,
    });
    expect(await refusalOf(upload.complete([]))).toMatchObject({ name: 'MalformedXML' });
    await upload.complete([one]);
  });

  it('a key that exists when If-None-Match is *, and keeps the upload', async () => {
    const upload = await begin('taken');
    const part = await upload.uploadPart(1, END);
    await upload.client.send(new PutObjectCommand({ Bucket: BUCKET, Key: 'taken', Body: 'first' }));

    expect(await refusalOf(upload.complete([part], { IfNoneMatch: '*' }))).toMatchObject({
      name: 'PreconditionFailed',
      statusCode: 412,
    });
    await upload.complete([part]);
  });

  it('all but one of twenty at once on one key', async () => {
    const uploads = await Promise.all(Array.from({ length: 20 }, () => begin('contended')));
    const parts = await Promise.all(
      uploads.map(({ uploadPart }, n) => uploadPart(1, Buffer.from(`upload ${n}`))),
    );

    const outcomes = await Promise.allSettled(
      uploads.map(({ complete }, n) => complete([parts[n] ?? {}], { IfNoneMatch: '*' })),
    );

    const winner = outcomes.findIndex(({ status }) => status === 'fulfilled');
    const got = await world.client().send(new GetObjectCommand({ Bucket: BUCKET, Key: 'contended' }));
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await got.Body?.transformToString()).toBe(`upload ${winner}`);
  });
});

describe('parts', () => {
  it.each([0, 10_001, -1])('are not numbered %d', async (number) => {
    const upload = await begin('numbers');

    expect(await refusalOf(upload.uploadPart(number, END))).toMatchObject({ name: 'InvalidArgument' });
  });

  it('are listed by number, page by page', async () => {
    const upload = await begin('pages');
    for (const number of [10, 2, 1]) await upload.uploadPart(number, Buffer.from(String(number)));

    const first = await upload.client.send(new ListPartsCommand({ ...upload.target, MaxParts: 2 }));
    const second = await upload.client.send(
      new ListPartsCommand({ ...upload.target, PartNumberMarker: first.NextPartNumberMarker }),
    );

    expect(first.Parts?.map(({ PartNumber }) => PartNumber)).toEqual([1, 2]);
    expect(first).toMatchObject({ IsTruncated: true, NextPartNumberMarker: '2' });
    expect(second.Parts).toMatchObject([{ PartNumber: 10, Size: 2, ChecksumCRC32: expect.any(String) }]);
    expect(second.IsTruncated).toBe(false);
  });
});

describe('AbortMultipartUpload and ListMultipartUploads', () => {
  it('end an upload for good', async () => {
    const upload = await begin('aborted');
    await upload.uploadPart(1, END);
    const abort = () => upload.client.send(new AbortMultipartUploadCommand(upload.target));

    await abort();

    expect(await refusalOf(abort())).toMatchObject({ name: 'NoSuchUpload' });
    expect(await refusalOf(upload.client.send(new ListPartsCommand(upload.target)))).toMatchObject({
      name: 'NoSuchUpload',
    });
  });

  it('list what is open by key and age, page by page', async () => {
    const uploads = [];
    for (const key of ['list/b', 'list/a', 'list/a']) uploads.push(await begin(key));
    const list = (input: object) =>
      world.client().send(new ListMultipartUploadsCommand({ Bucket: BUCKET, Prefix: 'list/', ...input }));

    const first = await list({ MaxUploads: 2 });
    const second = await list({ KeyMarker: first.NextKeyMarker, UploadIdMarker: first.NextUploadIdMarker });
    const afterA = await list({ KeyMarker: 'list/a' });

    expect(first.Uploads?.map(({ Key }) => Key)).toEqual(['list/a', 'list/a']);
    expect(first.IsTruncated).toBe(true);
    expect(second.Uploads?.map(({ Key }) => Key)).toEqual(['list/b']);
    expect(afterA.Uploads?.map(({ UploadId }) => UploadId)).toEqual([uploads[0]?.target.UploadId]);
  });

  it('does not take the id of another key’s upload', async () => {
    const { target, client } = await begin('mine');

    const refusal = await refusalOf(client.send(new ListPartsCommand({ ...target, Key: 'yours' })));

    expect(refusal).toMatchObject({ name: 'NoSuchUpload' });
  });
});
