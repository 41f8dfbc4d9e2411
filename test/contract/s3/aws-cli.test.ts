import { execFile, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ListObjectsV2Command } from '@aws-sdk/client-s3';
import { BUCKET, ENVIRONMENT, OWNER, withS3World } from './s3-world.ts';
import { withTemporaryFolder } from './temporary-folder.ts';

const run = promisify(execFile);

const isInstalled = spawnSync('aws', ['--version']).status === 0;

describe('the AWS CLI', () => {
  const when = isInstalled ? it : it.skip;

  when(
    `puts, lists, gets, presigns and removes${isInstalled ? '' : ' (not run: no aws command on this machine)'}`,
    () =>
      withTemporaryFolder((folder) =>
        withS3World({}, async ({ url, client }) => {
          const aws = async (...parameters: string[]): Promise<string> => {
            const env = {
              PATH: process.env['PATH'],
              HOME: folder,
              AWS_ENDPOINT_URL: url,
              AWS_ACCESS_KEY_ID: OWNER.accessKeyId,
              AWS_SECRET_ACCESS_KEY: OWNER.secretAccessKey,
              AWS_DEFAULT_REGION: ENVIRONMENT.region,
            };
            return (await run('aws', parameters, { env })).stdout;
          };
          // Above 8 MiB it uploads in parts.
          const [small, large] = [randomBytes(1000), randomBytes(9 * 1024 * 1024)];
          await writeFile(join(folder, 'small.bin'), small);
          await writeFile(join(folder, 'large.bin'), large);
          const remote = `s3://${BUCKET}/cli`;

          await aws(
            's3',
            'cp',
            folder,
            remote,
            '--recursive',
            '--exclude',
            '*',
            '--include',
            '*.bin',
            '--quiet',
          );
          const [listed, presigned] = await Promise.all([
            aws('s3', 'ls', `${remote}/`),
            aws('s3', 'presign', `${remote}/small.bin`),
            aws('s3', 'cp', `${remote}/large.bin`, join(folder, 'back.bin'), '--quiet'),
          ]);
          const fetched = await (await fetch(presigned.trim())).arrayBuffer();
          await aws('s3', 'rm', remote, '--recursive');
          const left = await client().send(new ListObjectsV2Command({ Bucket: BUCKET }));

          expect(listed).toMatch(/9437184 large\.bin\n.*1000 small\.bin/);
          expect((await readFile(join(folder, 'back.bin'))).equals(large)).toBe(true);
          expect(Buffer.from(fetched).equals(small)).toBe(true);
          expect(left.KeyCount).toBe(0);
        }),
      ),
  );
});
