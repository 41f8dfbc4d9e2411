import { S3RunSeriesReader } from '../../../lib/aws/s3-run-series-reader.ts';
import { S3RunSeries } from '../../../lib/aws/s3-run-series.ts';
import { seriesKey, type SeriesChunk } from '../../../lib/contracts/series.ts';
import type { RunSeries, RunSeriesReader, SeriesKey } from '../../../lib/training/ports.ts';
import { InMemoryRunSeries } from '../../support/training/in-memory-run-series.ts';
import { anS3World, BUCKET, type S3World } from '../s3/s3-world.ts';

interface Series extends RunSeries {
  readonly reader: RunSeriesReader;
}

const aChunk = (attempt: number, ...steps: readonly number[]): SeriesChunk => ({
  attempt,
  steps,
  columns: { loss: steps.map((step) => step / 2), kl: steps.map(() => 'NaN') },
});

async function pagesOf(reader: RunSeriesReader, runId: string, from: readonly [number, number]) {
  const pages: (readonly SeriesKey[])[] = [];
  for await (const page of reader.list(runId, ...from)) pages.push(page);
  return pages;
}

/** What every RunSeries and its reader do, whatever is behind them. */
function runSeriesContract(seriesOf: () => Series | Promise<Series>): void {
  let series: Series;
  beforeAll(async () => {
    series = await seriesOf();
  });

  const listed = async (runId: string, attempt: number, firstStep: number) => {
    const pages = await pagesOf(series.reader, runId, [attempt, firstStep]);
    return pages.flat();
  };

  it('lists nothing for a run without metrics', async () => {
    expect(await listed('nobody', 1, 0)).toEqual([]);
  });

  it('lists the objects of one attempt by their first step, as numbers, from a step on', async () => {
    for (const first of [10_000, 9_999, 0, 5]) await series.append('numbers', aChunk(2, first, first + 2));
    await series.append('numbers', aChunk(1, 7));
    await series.append('numbers-2', aChunk(2, 7));

    const all = await listed('numbers', 2, 0);
    const some = await listed('numbers', 2, 6);
    const exact = await listed('numbers', 2, 9_999);

    expect(all.map(({ firstStep, lastStep }) => [firstStep, lastStep])).toEqual([
      [0, 2],
      [5, 7],
      [9_999, 10_001],
      [10_000, 10_002],
    ]);
    expect(some.map(({ firstStep }) => firstStep)).toEqual([9_999, 10_000]);
    expect(exact).toEqual(some);
  });

  it('gives back what was written, every value of it', async () => {
    const chunk = aChunk(1, 3, 4, 9);
    await series.append('values', chunk);
    const [object] = await listed('values', 1, 0);

    expect(await series.reader.read(object?.key ?? '')).toEqual(chunk);
  });

  it('keeps the same chunk once, however often and at once it is written', async () => {
    const chunk = aChunk(1, 3, 4, 9);

    await Promise.all([1, 2, 3].map(() => series.append('again', chunk)));
    await series.append('again', chunk);

    const objects = await listed('again', 1, 0);
    expect(objects).toHaveLength(1);
    expect(await series.reader.read(objects[0]?.key ?? '')).toEqual(chunk);
  });

  it('keeps two chunks of the same steps with other values apart', async () => {
    await series.append('others', aChunk(1, 3, 4));
    await series.append('others', { ...aChunk(1, 3, 4), columns: { loss: [7, 7] } });

    expect(await listed('others', 1, 0)).toHaveLength(2);
  });

  it('has nothing for an object that is not there any more', async () => {
    expect(await series.reader.read(seriesKey('gone', aChunk(1, 1), '0'.repeat(64)))).toBeUndefined();
  });
}

describe('a run series in memory', () => {
  runSeriesContract(() => {
    const series = new InMemoryRunSeries();
    return { reader: series, append: (...call) => series.append(...call) };
  });
});

describe('a run series on S3', () => {
  let world: S3World;
  beforeAll(async () => {
    world = await anS3World();
  });
  afterAll(() => world.close());

  const aSeries = (): Series => {
    const writer = new S3RunSeries(world.client(), BUCKET);
    return {
      reader: new S3RunSeriesReader(world.client(), BUCKET),
      append: (...call) => writer.append(...call),
    };
  };
  runSeriesContract(aSeries);

  it('lists more than a page of keys', async () => {
    const series = aSeries();
    const steps = Array.from({ length: 1_003 }, (_, step) => step);
    for (let i = 0; i < steps.length; i += 50)
      await Promise.all(steps.slice(i, i + 50).map((step) => series.append('long', aChunk(1, step))));

    const pages = await pagesOf(series.reader, 'long', [1, 1]);

    expect(pages.map(({ length }) => length)).toEqual([1_000, 2]);
    expect(pages.flat().map(({ firstStep }) => firstStep)).toEqual(steps.slice(1));
  });

  it('takes one PUT a chunk, and nothing else', async () => {
    const client = world.client();
    const calls: string[] = [];
    client.middlewareStack.add((next, { commandName = '' }) => (args) => {
      calls.push(commandName);
      return next(args);
    });
    const series = new S3RunSeries(client, BUCKET);

    await series.append('counted', aChunk(1, 0, 1));
    await series.append('counted', aChunk(1, 2, 3));

    expect(calls).toEqual(['PutObjectCommand', 'PutObjectCommand']);
  });
});
