import { createHash } from 'node:crypto';
import { GetObjectCommand, HeadObjectCommand, ListPartsCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { beginUpload } from './begin-upload.ts';
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

describe('a multipart upload', () => {
  it('becomes an object of its parts, whatever order they came in', async () => {
    const upload = await beginUpload(world, 'film', { ContentType: 'video/mp4', Metadata: { a: 'b' } });
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
    const upload = await beginUpload(world, 'seam');
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
    const upload = await beginUpload(world, 'patient');
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
    const upload = await beginUpload(world, 'once');
    const part = await upload.uploadPart(1, END);
    await upload.complete([part]);

    expect(await refusalOf(upload.complete([part]))).toMatchObject({ name: 'NoSuchUpload', statusCode: 404 });
    expect(await refusalOf(upload.uploadPart(2, END))).toMatchObject({ name: 'NoSuchUpload' });
  });

  it('takes the last of two uploads of a part, and forgets parts that are not named', async () => {
    const upload = await beginUpload(world, 'twice');
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
    const upload = await beginUpload(world, 'composite', { ChecksumAlgorithm: 'SHA256' });
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
    const upload = await beginUpload(world, 'pieces', {
      ChecksumAlgorithm: 'CRC32',
      ChecksumType: 'FULL_OBJECT',
    });

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
    const upload = await beginUpload(world, 'refused', { ChecksumAlgorithm: 'SHA256' });

    expect(await refusalOf(upload.uploadPart(1, END, more))).toMatchObject({ name, statusCode: 400 });
    const { Parts } = await upload.client.send(new ListPartsCommand(upload.target));
    expect(Parts).toBeUndefined();
  });

  it('must be announced when the upload begins', async () => {
    const upload = await beginUpload(world, 'unannounced');

    expect(await refusalOf(upload.uploadPart(1, END, { ChecksumAlgorithm: 'SHA256' }))).toMatchObject({
      name: 'InvalidRequest',
      message: expect.stringContaining('expected checksum Type: null, actual checksum Type: sha256'),
    });
  });

  it('must be repeated at the end, and match', async () => {
    const upload = await beginUpload(world, 'repeated', { ChecksumAlgorithm: 'SHA256' });
    const part = await upload.uploadPart(1, END, { ChecksumAlgorithm: 'SHA256' });
    const bare = { PartNumber: part.PartNumber, ETag: part.ETag };
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
    const create = beginUpload(world, 'sha', { ChecksumAlgorithm: 'SHA256', ChecksumType: 'FULL_OBJECT' });

    expect(await refusalOf(create)).toMatchObject({ name: 'InvalidRequest' });
  });
});

describe('CompleteMultipartUpload refuses', () => {
  it('a part that is too small and not the last', async () => {
    const upload = await beginUpload(world, 'small');
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
    const upload = await beginUpload(world, 'order');
    const [one, two] = [await upload.uploadPart(1, END), await upload.uploadPart(2, END)];

    const refusals = [[two, one], [one, one], [one, { ...two, PartNumber: 3 }], []].map((parts) =>
      refusalOf(upload.complete(parts)),
    );

    expect((await Promise.all(refusals)).map(({ name }) => name)).toEqual([
      'InvalidPartOrder',
      'InvalidPartOrder',
      'InvalidPart',
      'MalformedXML',
    ]);
    await upload.complete([one]);
  });

  it('numbers with gaps when there are checksums, with the 500 that is documented', async () => {
    const upload = await beginUpload(world, 'gaps', { ChecksumAlgorithm: 'CRC32' });
    const part = await upload.uploadPart(2, END);

    expect(await refusalOf(upload.complete([part]))).toMatchObject({
      name: 'InternalError',
      statusCode: 500,
    });
  });

  it('a key that exists when If-None-Match is *, and keeps the upload', async () => {
    const upload = await beginUpload(world, 'taken');
    const part = await upload.uploadPart(1, END);
    await upload.client.send(new PutObjectCommand({ Bucket: BUCKET, Key: 'taken', Body: 'first' }));

    expect(await refusalOf(upload.complete([part], { IfNoneMatch: '*' }))).toMatchObject({
      name: 'PreconditionFailed',
      statusCode: 412,
    });
    await upload.complete([part]);
  });

  it('all but one of twenty at once on one key', async () => {
    const uploads = await Promise.all(Array.from({ length: 20 }, () => beginUpload(world, 'contended')));
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
