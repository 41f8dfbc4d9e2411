import { seriesKey, parseSeriesKey, seriesPrefix, type SeriesChunk } from '../../../lib/contracts/series.ts';
import type { RunSeries, RunSeriesReader, SeriesKey } from '../../../lib/training/ports.ts';
import { createHash } from 'node:crypto';

const PAGE = 1_000;

/** Raw metrics by the keys they have in S3, but for the hash, which is of the steps and the first values. */
export class InMemoryRunSeries implements RunSeries, RunSeriesReader {
  readonly objects = new Map<string, SeriesChunk>();
  pages = 0;
  reads = 0;

  append(runId: string, chunk: SeriesChunk): Promise<void> {
    const text = `${chunk.steps.join()} ${JSON.stringify(Object.values(chunk.columns).map(([first]) => first))}`;
    const hash = createHash('sha256').update(text).digest('hex');
    this.objects.set(seriesKey(runId, chunk, hash), chunk);
    return Promise.resolve();
  }

  async *list(runId: string, attempt: number, firstStep: number): AsyncIterable<readonly SeriesKey[]> {
    const keys = [...this.objects.keys()]
      .filter((key) => key.startsWith(seriesPrefix(runId, attempt)))
      .sort()
      .flatMap((key) => {
        const parsed = parseSeriesKey(key);
        return parsed && parsed.firstStep >= firstStep ? [{ key, ...parsed }] : [];
      });
    for (let i = 0; i < Math.max(1, keys.length); i += PAGE) {
      this.pages += 1;
      yield await Promise.resolve(keys.slice(i, i + PAGE));
    }
  }

  async read(key: string): Promise<SeriesChunk | undefined> {
    this.reads += 1;
    await new Promise((resolve) => setImmediate(resolve));
    return this.objects.get(key);
  }
}
