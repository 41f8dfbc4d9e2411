import { createHash } from 'node:crypto';
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListMultipartUploadsCommand,
  ListObjectsV2Command,
  S3Client,
} from '@aws-sdk/client-s3';
import { SignatureV4 } from '@smithy/signature-v4';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startStack, type LocalStack } from '../../local/stack.ts';
import { Sha256 } from '../contract/s3/sha256.ts';
import { ordersApp } from '../support/sample-app/orders-app.ts';
import { aSample, type Sample } from '../support/sample-app/sample.ts';

const PART = Buffer.alloc(5 * 1024 * 1024, 'part');
const REST = Buffer.from('the rest');
const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('base64');

let sample: Sample;
let stack: LocalStack;
let client: S3Client;
let Bucket: string;

beforeAll(async () => {
  sample = aSample('orders.ts', ordersApp);
  stack = await startStack({ assemblyDir: sample.assemblyDir, port: 0, awsPort: 0 });
  const { awsUrl: endpoint, region } = stack;
  client = new S3Client({ endpoint, region, credentials: userOf(stack), maxAttempts: 1 });
  Bucket = stack.outputs['BucketName'] ?? '';
});
afterAll(async () => {
  client.destroy();
  await stack.stop();
  sample.remove();
});

function userOf({ users: [user] }: LocalStack) {
  if (!user) throw new Error('The sample has a user');
  return user.credentials;
}

/** A presigned PUT whose caller has to send the checksum that was signed. */
async function presignedPut(key: string, checksum: string, query: Record<string, string> = {}) {
  const { awsUrl, region } = stack;
  const { hostname, port, host } = new URL(awsUrl);
  const signer = new SignatureV4({
    credentials: userOf(stack),
    region,
    service: 's3',
    sha256: Sha256,
    uriEscapePath: false,
    applyChecksum: false,
  });
  const path = `/${Bucket}/${key}`;
  const payload = { 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' };
  const headers = { host, ...payload, 'x-amz-checksum-sha256': checksum };
  const signed = await signer.presign(
    { method: 'PUT', protocol: 'http:', hostname, port: Number(port), path, query, headers },
    { expiresIn: 900, unhoistableHeaders: new Set(['x-amz-checksum-sha256']) },
  );
  const pairs = Object.entries(signed.query ?? {}).map(
    ([name, value]) => `${name}=${encodeURIComponent(String(value))}`,
  );
  return `${awsUrl}${path}?${pairs.join('&')}`;
}

const send = (url: string, body: Buffer, checksum: string) =>
  fetch(url, { method: 'PUT', body: new Uint8Array(body), headers: { 'x-amz-checksum-sha256': checksum } });

const nameOf = (error: unknown): string => (error instanceof Error ? error.name : String(error));

describe('a caller whose policy names objects', () => {
  it('has others upload parts by presigned URLs, each bound to the checksum that was signed', async () => {
    const Key = 'checkpoints/run/1/model';
    const target = { Bucket, Key };
    const begun = await client.send(
      new CreateMultipartUploadCommand({ ...target, ChecksumAlgorithm: 'SHA256', Metadata: { step: '100' } }),
    );
    const UploadId = begun.UploadId ?? '';
    const urlOf = (partNumber: number, bytes: Buffer) =>
      presignedPut(Key, sha256(bytes), { partNumber: String(partNumber), uploadId: UploadId });

    const wrong = await send(await urlOf(1, PART), REST, sha256(PART));
    const other = await send(await urlOf(1, PART), REST, sha256(REST));
    const sent = await Promise.all(
      [PART, REST].map(async (bytes, index) => send(await urlOf(index + 1, bytes), bytes, sha256(bytes))),
    );
    const Parts = sent.map(({ headers }, index) => ({
      PartNumber: index + 1,
      ETag: headers.get('etag') ?? '',
      ChecksumSHA256: headers.get('x-amz-checksum-sha256') ?? '',
    }));
    await client.send(
      new CompleteMultipartUploadCommand({ ...target, UploadId, MultipartUpload: { Parts } }),
    );

    expect([wrong.status, other.status, ...sent.map(({ status }) => status)]).toEqual([400, 403, 200, 200]);
    const head = await client.send(new HeadObjectCommand({ ...target, ChecksumMode: 'ENABLED' }));
    expect(head).toMatchObject({
      Metadata: { step: '100' },
      ContentLength: PART.length + REST.length,
      ChecksumSHA256: `${sha256(Buffer.concat([PART, REST].map((part) => Buffer.from(sha256(part), 'base64'))))}-2`,
    });
    const got = await client.send(new GetObjectCommand({ ...target, ChecksumMode: 'ENABLED' }));
    expect((await got.Body?.transformToByteArray())?.length).toBe(PART.length + REST.length);
  });

  it('has others put an object by a presigned URL, and reads its checksum back', async () => {
    const Key = 'checkpoints/run/1/windows';

    const { status } = await send(await presignedPut(Key, sha256(REST)), REST, sha256(REST));
    const got = await client.send(new GetObjectCommand({ Bucket, Key, ChecksumMode: 'ENABLED' }));

    expect(status).toBe(200);
    expect([got.ChecksumSHA256, await got.Body?.transformToString()]).toEqual([sha256(REST), String(REST)]);
  });

  it('finds what was left behind by prefix, and removes it', async () => {
    const prefix = 'checkpoints/swept/';
    const keys = ['a', 'b', 'c'].map((name) => `${prefix}${name}`);
    for (const key of keys) await send(await presignedPut(key, sha256(REST)), REST, sha256(REST));
    await client.send(new CreateMultipartUploadCommand({ Bucket, Key: `${prefix}open` }));
    const open = async () =>
      (await client.send(new ListMultipartUploadsCommand({ Bucket, Prefix: prefix }))).Uploads ?? [];
    const objects = async () =>
      (await client.send(new ListObjectsV2Command({ Bucket, Prefix: prefix }))).Contents ?? [];

    const found = [await open(), await objects()];
    for (const { Key, UploadId } of await open())
      await client.send(new AbortMultipartUploadCommand({ Bucket, Key, UploadId }));
    const Objects = keys.map((Key) => ({ Key }));
    const { Deleted } = await client.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects } }));

    expect(found.map((each) => each.map(({ Key }) => Key))).toEqual([[`${prefix}open`], keys]);
    expect(Deleted).toHaveLength(3);
    expect([await open(), await objects()]).toEqual([[], []]);
  });

  it('is refused what lies outside of them', async () => {
    const put = await send(await presignedPut('secrets/a', sha256(REST)), REST, sha256(REST));
    const listed = await client.send(new ListObjectsV2Command({ Bucket, Prefix: 'secrets/' })).catch(nameOf);
    const deleted = await client.send(
      new DeleteObjectsCommand({ Bucket, Delete: { Objects: [{ Key: 'secrets/a' }] } }),
    );

    expect(put.status).toBe(403);
    expect(listed).toBe('AccessDenied');
    expect(deleted.Errors).toMatchObject([{ Key: 'secrets/a', Code: 'AccessDenied' }]);
  });
});
