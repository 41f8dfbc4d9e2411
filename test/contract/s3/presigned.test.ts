import { createHash } from 'node:crypto';
import { GetObjectCommand, HeadObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { beginUpload } from './begin-upload.ts';
import { outcomeOf, presign, type PresignOptions } from './presign.ts';
import { anS3World, BUCKET, GUEST, refusalOf, type S3World } from './s3-world.ts';

let world: S3World;
beforeEach(async () => {
  world = await anS3World();
});
afterEach(() => world.close());

const sha256 = (text: string): string => createHash('sha256').update(text).digest('base64');
const PATH = `/${BUCKET}/weights%20%2B1/%C3%A4.bin`;
const KEY = 'weights +1/ä.bin';

const put = (Body: string, Key = KEY) =>
  world.client().send(new PutObjectCommand({ Bucket: BUCKET, Key, Body }));
const head = (Key = KEY) =>
  world.client().send(new HeadObjectCommand({ Bucket: BUCKET, Key, ChecksumMode: 'ENABLED' }));
const textOf = async (Key = KEY) => {
  const { Body } = await world.client().send(new GetObjectCommand({ Bucket: BUCKET, Key }));
  return Body?.transformToString();
};

describe('a presigned GET', () => {
  it('reads the object, again and again until it expires by the clock', async () => {
    await put('hello');
    const url = await presign(world, { method: 'GET', path: PATH, expiresInSeconds: 60 });

    const texts = [await (await fetch(url)).text(), await (await fetch(url)).text()];
    await world.clock.advance(61_000);
    const late = await (await fetch(url)).text();

    expect(texts).toEqual(['hello', 'hello']);
    expect(late).toContain('<Code>AccessDenied</Code><Message>Request has expired</Message>');
  });

  it('takes ranges and replaces headers of the answer', async () => {
    await put('hello');
    const url = await presign(world, {
      method: 'GET',
      path: PATH,
      query: { 'response-content-disposition': 'attachment; filename="a b.bin"' },
    });

    const answer = await fetch(url, { headers: { range: 'bytes=1-2' } });

    expect([answer.status, await answer.text()]).toEqual([206, 'el']);
    expect(answer.headers.get('content-disposition')).toBe('attachment; filename="a b.bin"');
  });

  it.each(['✓.bin', 'a\r\nset-cookie: b=c'])('sends no header that cannot be one: %j', async (name) => {
    await put('hello');
    const query = { 'response-content-disposition': `attachment; filename="${name}"` };
    const url = await presign(world, { method: 'GET', path: PATH, query });

    expect(await outcomeOf(fetch(url))).toBe('400 InvalidArgument');
  });

  it('serves for nothing else', async () => {
    await put('hello');
    const url = await presign(world, { method: 'GET', path: PATH });

    const tries = [
      fetch(url, { method: 'HEAD' }),
      fetch(url, { method: 'PUT', body: 'x' }),
      fetch(url, { method: 'DELETE' }),
      fetch(url.replace('weights', 'others')),
      fetch(`${url}&response-content-type=text%2Fhtml`),
      fetch(url.replace('X-Amz-Expires=900', 'X-Amz-Expires=901')),
      fetch(url.replace(/X-Amz-Signature=./, 'X-Amz-Signature=z')),
    ].map(outcomeOf);

    expect(new Set((await Promise.all(tries)).map((outcome) => outcome.slice(0, 25)))).toEqual(
      new Set(['403', '403 SignatureDoesNotMatch']),
    );
    expect(await textOf()).toBe('hello');
  });

  it.each<[string, Partial<PresignOptions>, string]>([
    ['for longer than a week', { expiresInSeconds: 604_801 }, '400 AuthorizationQueryParametersError'],
    [
      'by an unknown key',
      { credentials: { accessKeyId: 'AKIDNOBODY', secretAccessKey: 'x' } },
      '403 InvalidAccessKeyId',
    ],
    ['by who may not read', { credentials: GUEST }, '403 AccessDenied'],
  ])('is refused when signed %s', async (_, options, outcome) => {
    await put('hello');
    // The signer itself refuses more than a week.
    const signed = await presign(world, { method: 'GET', path: PATH, ...options, expiresInSeconds: 900 });
    const url = signed.replace('X-Amz-Expires=900', `X-Amz-Expires=${options.expiresInSeconds ?? 900}`);

    expect(await outcomeOf(fetch(url))).toBe(outcome);
  });
});

describe('a presigned HEAD', () => {
  it('describes the object', async () => {
    await put('hello');
    const answer = await fetch(await presign(world, { method: 'HEAD', path: PATH }), { method: 'HEAD' });

    expect([answer.status, answer.headers.get('content-length')]).toEqual([200, '5']);
  });
});

describe('a presigned PUT', () => {
  const BODY = 'weights of a model';
  const headers = {
    'x-amz-checksum-sha256': sha256(BODY),
    'content-length': String(BODY.length),
    'x-amz-meta-step': '500',
    'if-none-match': '*',
  };

  const send = (url: string, changes: { omit?: string; set?: Record<string, string> } = {}, body = BODY) => {
    const sent = new Map(Object.entries({ ...headers, ...changes.set }));
    // fetch sets the length by itself.
    for (const name of ['content-length', changes.omit ?? '']) sent.delete(name);
    return outcomeOf(fetch(url, { method: 'PUT', body, headers: Object.fromEntries(sent) }));
  };

  it('is bound to checksum, length, metadata and condition when they are signed', async () => {
    const url = await presign(world, { method: 'PUT', path: PATH, headers });

    const outcomes = {
      otherBody: await send(url, {}, BODY.toUpperCase()),
      otherChecksum: await send(url, { set: { 'x-amz-checksum-sha256': sha256('x') } }),
      noChecksum: await send(url, { omit: 'x-amz-checksum-sha256' }),
      longer: await send(url, {}, `${BODY}!`),
      otherMetadata: await send(url, { set: { 'x-amz-meta-step': '501' } }),
      unconditional: await send(url, { omit: 'if-none-match' }),
      moreMetadata: await send(url, { set: { 'x-amz-meta-more': '1' } }),
    };

    expect(outcomes).toEqual({
      otherBody: '400 BadDigest',
      otherChecksum: '403 SignatureDoesNotMatch',
      noChecksum: '403 SignatureDoesNotMatch',
      longer: '403 SignatureDoesNotMatch',
      otherMetadata: '403 SignatureDoesNotMatch',
      unconditional: '403 SignatureDoesNotMatch',
      moreMetadata: '403 AccessDenied',
    });
    expect(await refusalOf(head())).toMatchObject({ name: 'NotFound' });
  });

  it('writes once when If-None-Match is signed', async () => {
    const url = await presign(world, { method: 'PUT', path: PATH, headers });

    expect([await send(url), await send(url)]).toEqual(['200', '412 PreconditionFailed']);
    expect(await head()).toMatchObject({ Metadata: { step: '500' }, ChecksumSHA256: sha256(BODY) });
  });

  it('takes metadata from its query, as presigners put it there', async () => {
    const url = await presign(world, {
      method: 'PUT',
      path: PATH,
      hoisted: { 'x-amz-meta-colour': 'grey & blue' },
    });

    expect(await outcomeOf(fetch(url, { method: 'PUT', body: BODY }))).toBe('200');
    expect((await head()).Metadata).toEqual({ colour: 'grey & blue' });
  });

  it('takes no metadata that could not be given back as a header', async () => {
    const url = await presign(world, { method: 'PUT', path: PATH, hoisted: { 'x-amz-meta-mood': '☀' } });

    expect(await outcomeOf(fetch(url, { method: 'PUT', body: BODY }))).toBe('400 InvalidArgument');
  });

  it('takes no checksum from its query: it would bind nothing on AWS', async () => {
    const hoisted = { 'x-amz-checksum-crc32': 'AAAAAA==', 'x-amz-sdk-checksum-algorithm': 'CRC32' };
    const url = await presign(world, { method: 'PUT', path: PATH, hoisted });

    expect(await outcomeOf(fetch(url, { method: 'PUT', body: BODY }))).toBe('501 NotImplemented');
  });
});

describe('a presigned UploadPart', () => {
  it('uploads the part with the checksum that is signed, and no other', async () => {
    const upload = await beginUpload(world, KEY, { ChecksumAlgorithm: 'SHA256' });
    const headers = { 'x-amz-checksum-sha256': sha256('part one') };
    const query = { partNumber: '1', uploadId: upload.target.UploadId ?? '' };
    const url = await presign(world, { method: 'PUT', path: PATH, query, headers });
    const send = (body: string, to = url) => fetch(to, { method: 'PUT', body, headers });

    const wrong = await outcomeOf(send('part two'));
    const moved = await outcomeOf(send('part one', url.replace('partNumber=1', 'partNumber=2')));
    const right = await send('part one');
    await upload.complete([
      { PartNumber: 1, ETag: right.headers.get('etag') ?? '', ChecksumSHA256: sha256('part one') },
    ]);

    expect([wrong, moved]).toEqual(['400 BadDigest', '403 SignatureDoesNotMatch']);
    expect(await textOf()).toBe('part one');
  });
});
