import { GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { s3Error } from '../../../local/s3/protocol/s3-error.ts';
import type { S3CallName } from '../../../local/s3/s3-service.ts';
import { BUCKET, refusalOf, withS3World } from './s3-world.ts';

const ONE = { Bucket: BUCKET, Key: 'a' };

describe('a call that is made to fail', () => {
  it('before it happens has no effect', async () => {
    const calls: S3CallName[] = [];
    const beforeCall = (call: S3CallName): void => {
      calls.push(call);
      if (call.operation === 'PutObject') throw s3Error('SlowDown');
    };

    await withS3World({ beforeCall }, async ({ client }) => {
      const put = client().send(new PutObjectCommand({ ...ONE, Body: 'x' }));
      expect(await refusalOf(put)).toMatchObject({ name: 'SlowDown', statusCode: 503 });
      expect(await refusalOf(client().send(new GetObjectCommand(ONE)))).toMatchObject({ name: 'NoSuchKey' });
    });

    expect(calls).toEqual(
      ['PutObject', 'GetObject'].map((operation) => ({ operation, resource: `arn:aws:s3:::${BUCKET}/a` })),
    );
  });

  it('after it happened has its effect, and no answer', async () => {
    const afterCall = ({ operation }: S3CallName) => (operation === 'PutObject' ? 'reset' : undefined);

    await withS3World({ afterCall }, async ({ client }) => {
      const put = client().send(new PutObjectCommand({ ...ONE, Body: 'kept' }));
      await expect(put).rejects.toMatchObject({ code: 'ECONNRESET' });
      const { Body } = await client().send(new GetObjectCommand(ONE));
      expect(await Body?.transformToString()).toBe('kept');
    });
  });
});
