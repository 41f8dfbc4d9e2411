import { join } from 'node:path';
import {
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListMultipartUploadsCommand,
  ListPartsCommand,
  NoSuchKey,
  PutObjectCommand,
  S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { beginUpload } from './begin-upload.ts';
import { garbageIn } from './garbage.ts';
import { BUCKET, OWNER, withS3World } from './s3-world.ts';
import { startS3Process } from './start-s3-process.ts';
import { withTemporaryFolder } from './temporary-folder.ts';
import { until } from './until.ts';

const clientOf = (endpoint: string): S3Client =>
  new S3Client({ endpoint, region: 'eu-central-1', credentials: OWNER, maxAttempts: 1 });

describe('a restart', () => {
  it('keeps objects with all their properties, and uploads with their parts', async () => {
    await withTemporaryFolder(async (folder) => {
      const put = new PutObjectCommand({
        Bucket: BUCKET,
        Key: 'kept/ä',
        Body: 'content',
        ContentType: 'text/plain',
        ContentLanguage: 'de',
        Metadata: { a: 'b' },
        ChecksumAlgorithm: 'SHA256',
      });
      const head = async (client: S3Client) => {
        const output = await client.send(
          new HeadObjectCommand({ Bucket: BUCKET, Key: 'kept/ä', ChecksumMode: 'ENABLED' }),
        );
        return { ...output, $metadata: undefined };
      };

      const before = await withS3World({ folder }, async (world) => {
        await world.client().send(put);
        const upload = await beginUpload(world, 'open', { Metadata: { c: 'd' } });
        const part = await upload.uploadPart(1, Buffer.from('part'));
        const described = await head(world.client());
        return { described, target: upload.target, part };
      });
      const after = await withS3World({ folder }, async ({ client }) => {
        const described = await head(client());
        const { Parts } = await client().send(new ListPartsCommand(before.target));
        const complete = { ...before.target, MultipartUpload: { Parts: [before.part] } };
        await client().send(new CompleteMultipartUploadCommand(complete));
        const { Metadata } = await client().send(new HeadObjectCommand({ Bucket: BUCKET, Key: 'open' }));
        return { described, Parts, Metadata };
      });

      expect(after.described).toEqual(before.described);
      expect(after.Parts).toMatchObject([{ PartNumber: 1, Size: 4, ETag: before.part.ETag }]);
      expect(after.Metadata).toEqual({ c: 'd' });
    });
  });

  it('forgets everything without a folder', async () => {
    const Key = 'forgotten';
    await withS3World({}, ({ client }) =>
      client().send(new PutObjectCommand({ Bucket: BUCKET, Key, Body: 'x' })),
    );

    const head = withS3World({}, ({ client }) =>
      client().send(new HeadObjectCommand({ Bucket: BUCKET, Key })),
    );

    await expect(head).rejects.toMatchObject({ name: 'NotFound' });
  });
});

interface History {
  /** What readers may find under a key: what the last answer made of it, or the call on its way. */
  readonly possible: Map<string, (string | undefined)[]>;
  acknowledged: number;
}

/** Writes one key over and over. */
async function write(client: S3Client, Key: string, history: History): Promise<never> {
  const target = { Bucket: BUCKET, Key };
  const attempt = async (after: string | undefined, call: () => Promise<unknown>): Promise<void> => {
    const [last] = history.possible.get(Key) ?? [undefined];
    history.possible.set(Key, [last, after]);
    await call();
    history.possible.set(Key, [after]);
    history.acknowledged += 1;
  };
  for (let n = 0; ; n += 1) {
    const text = `${Key} ${n} `.repeat(1 + (n % 7) * 1000);
    await attempt(text, () => client.send(new PutObjectCommand({ ...target, Body: text })));
    if (n % 3 === 0) await attempt(undefined, () => client.send(new DeleteObjectCommand(target)));
    const { UploadId } = await client.send(new CreateMultipartUploadCommand(target));
    const Body = `${Key} in parts ${n}`;
    const { ETag } = await client.send(new UploadPartCommand({ ...target, UploadId, PartNumber: 1, Body }));
    const MultipartUpload = { Parts: [{ PartNumber: 1, ETag }] };
    await attempt(Body, () =>
      client.send(new CompleteMultipartUploadCommand({ ...target, UploadId, MultipartUpload })),
    );
  }
}

async function read(client: S3Client, Key: string): Promise<string | undefined> {
  try {
    // The SDK compares the checksum: half an object would be refused.
    const { Body } = await client.send(new GetObjectCommand({ Bucket: BUCKET, Key }));
    return await Body?.transformToString();
  } catch (error) {
    if (error instanceof NoSuchKey) return undefined;
    throw error;
  }
}

describe('kill -9', () => {
  it('loses nothing that was acknowledged, and the next start leaves no garbage', async () => {
    await withTemporaryFolder(async (folder) => {
      const keys = ['a', 'b', 'c', 'd'];
      const history: History = { possible: new Map(), acknowledged: 0 };
      for (let round = 0; round < 3; round += 1) {
        const s3 = await startS3Process(folder);
        const client = clientOf(s3.url);
        for (const key of keys) history.possible.set(key, [await read(client, key)]);
        const writing = Promise.allSettled(keys.map((key) => write(client, key, history)));
        await until(() => history.acknowledged >= 40 * (round + 1) + round);
        await s3.kill('SIGKILL');
        await writing;

        await withS3World({ access: 'open', folder }, async (world) => {
          for (const key of keys)
            expect(history.possible.get(key)).toContain(await read(world.client(), key));
          const { Uploads = [] } = await world
            .client()
            .send(new ListMultipartUploadsCommand({ Bucket: BUCKET }));
          expect(Uploads.length).toBeLessThanOrEqual(keys.length * (round + 1));
          expect(garbageIn(join(folder, BUCKET))).toEqual([]);
        });
      }
    });
  });
});
