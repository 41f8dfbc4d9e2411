import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { seriesKey, type SeriesChunk } from '../contracts/series.ts';
import type { RunSeries } from '../training/ports.ts';
import { callStore } from './store-failure.ts';

const STORE = 'series bucket';
const compress = promisify(gzip);

/** Raw metrics as objects, laid out as lib/contracts/series.ts says: one PUT a batch. */
export class S3RunSeries implements RunSeries {
  readonly #client: S3Client;
  readonly #bucket: string;

  constructor(client: S3Client, bucket: string) {
    this.#client = client;
    this.#bucket = bucket;
  }

  async append(runId: string, chunk: SeriesChunk): Promise<void> {
    const json = JSON.stringify(chunk);
    const hash = createHash('sha256').update(json).digest('hex');
    const command = new PutObjectCommand({
      Bucket: this.#bucket,
      Key: seriesKey(runId, chunk, hash),
      Body: await compress(json),
      ContentType: 'application/json',
      ContentEncoding: 'gzip',
    });
    await callStore(STORE, () => this.#client.send(command));
  }
}
