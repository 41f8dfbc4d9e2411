import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { GetObjectCommand, ListObjectsV2Command, NoSuchKey, type S3Client } from '@aws-sdk/client-s3';
import * as v from 'valibot';
import { parseSeriesKey, seriesPrefix, seriesStart, type SeriesChunk } from '../contracts/series.ts';
import type { RunSeriesReader, SeriesKey } from '../training/ports.ts';
import { callStore } from './store-failure.ts';

const STORE = 'series bucket';
const decompress = promisify(gunzip);

/** The values themselves, thousands an object, are looked at by whoever reads them. */
const column = v.custom<SeriesChunk['steps']>(Array.isArray, 'a list');
const seriesChunk = v.object({
  attempt: v.number(),
  steps: column,
  columns: v.record(v.string(), v.custom<SeriesChunk['columns'][string]>(Array.isArray, 'a list')),
});

/** Reads what S3RunSeries has written. */
export class S3RunSeriesReader implements RunSeriesReader {
  readonly #client: S3Client;
  readonly #bucket: string;

  constructor(client: S3Client, bucket: string) {
    this.#client = client;
    this.#bucket = bucket;
  }

  async *list(runId: string, attempt: number, firstStep: number): AsyncIterable<readonly SeriesKey[]> {
    const scope = { Bucket: this.#bucket, Prefix: seriesPrefix(runId, attempt) };
    let token: string | undefined;
    do {
      const position =
        token === undefined
          ? { StartAfter: seriesStart(runId, attempt, firstStep) }
          : { ContinuationToken: token };
      const command = new ListObjectsV2Command({ ...scope, ...position });
      const page = await callStore(STORE, () => this.#client.send(command));
      yield (page.Contents ?? []).flatMap(({ Key: key = '' }) => {
        const parsed = parseSeriesKey(key);
        return parsed ? [{ key, ...parsed }] : [];
      });
      token = page.NextContinuationToken;
    } while (token !== undefined);
  }

  async read(key: string): Promise<SeriesChunk | undefined> {
    const command = new GetObjectCommand({ Bucket: this.#bucket, Key: key });
    try {
      const bytes = await callStore(STORE, async () =>
        (await this.#client.send(command)).Body?.transformToByteArray(),
      );
      const json = await decompress(bytes ?? new Uint8Array());
      return v.parse(seriesChunk, JSON.parse(json.toString()));
    } catch (error) {
      if (error instanceof NoSuchKey) return undefined;
      throw error;
    }
  }
}
