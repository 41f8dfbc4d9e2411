import { createHash } from 'node:crypto';
import { createMovableClock } from '../../../local/clock/movable-clock.ts';
import type { PendingUpload } from '../../../lib/checkpoints/checkpoint.ts';
import { compositeOf, sha256Hex } from '../../../lib/checkpoints/content.ts';
import type { CheckpointListing, CheckpointObjects } from '../../../lib/checkpoints/ports.ts';
import { sweep } from '../../../lib/checkpoints/sweep.ts';
import { anUpload, aRecord } from '../../support/checkpoints/builders.ts';
import { startEngines, type Engines } from '../../support/checkpoints/engines.ts';
import { CheckpointWorld, POLICY } from '../../support/checkpoints/world.ts';
import { STARTED_AT } from '../../support/training/a-run.ts';

/** A bucket, and what trainers do to it. */
interface World {
  readonly objects: CheckpointObjects;
  readonly listing: CheckpointListing;
  upload(upload: PendingUpload, bytes: Uint8Array): Promise<void>;
  uploadPart(upload: PendingUpload, number: number, bytes: Uint8Array): Promise<void>;
}

const MODEL = Buffer.from('model');
const WINDOWS = Buffer.from([0, 255, 7]);
/** The least that S3 takes for a part unless it is the last. */
const PART = Buffer.alloc(5 * 1_024 * 1_024, 'p');
const END = Buffer.from('end');
const base64 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('base64');

let names = 0;
/** Of a run of its own. */
function aNewUpload(): PendingUpload {
  names += 1;
  return anUpload({ runId: `run-${names}` });
}

async function listed<T>(items: AsyncIterable<T>): Promise<readonly T[]> {
  const found: T[] = [];
  for await (const item of items) found.push(item);
  return found;
}

function checkpointObjectsContract(aWorld: () => World): void {
  const begin = async (world: World): Promise<PendingUpload & { readonly multipartId: string }> => {
    const upload = aNewUpload();
    return { ...upload, multipartId: await world.objects.begin(upload) };
  };

  it('has neither model nor windows nor mark before they are written', async () => {
    const { objects, listing } = aWorld();
    const upload = aNewUpload();

    const found = [
      await objects.model(upload),
      await objects.windows(upload),
      await listing.committed(upload),
    ];

    expect(found).toEqual([undefined, undefined, undefined]);
  });

  it('tells size and SHA-256 of a model, gives windows back, and reads the record beside it', async () => {
    const world = aWorld();
    const upload = aNewUpload();
    const figures = { reward: Number.NaN, loss: Infinity, kl: 0.01 };
    const record = aRecord({ runId: upload.runId, figures, means: figures });
    await world.upload(upload, MODEL);
    await world.objects.saveWindows(upload, WINDOWS);
    await world.objects.mark({ ...record, pinnedBy: 'ada', keptUntil: 5 });

    const model = await world.objects.model(upload);

    expect(model).toEqual({ sizeBytes: 5, checksum: base64(MODEL) });
    expect(Buffer.from((await world.objects.windows(upload)) ?? [])).toEqual(WINDOWS);
    expect(await world.listing.committed(upload)).toEqual(record);
  });

  it('destroys everything of an upload, twice if asked, and nothing of another', async () => {
    const world = aWorld();
    const [upload, other] = [aNewUpload(), aNewUpload()];
    for (const each of [upload, other]) {
      await world.upload(each, MODEL);
      await world.objects.saveWindows(each, WINDOWS);
    }

    await world.objects.destroy(upload);
    await world.objects.destroy(upload);

    expect(await listed(world.listing.uploads(upload.runId))).toEqual([]);
    expect(await listed(world.listing.uploads(other.runId))).toHaveLength(1);
  });

  it('puts parts together in their order, and knows no such upload afterwards', async () => {
    const world = aWorld();
    const upload = await begin(world);
    await world.uploadPart(upload, 2, END);
    await world.uploadPart(upload, 1, PART);
    const parts = (await world.objects.parts(upload, upload.multipartId)) ?? [];
    const before = await world.objects.model(upload);

    const completed = await world.objects.complete(upload, upload.multipartId, parts);

    const [one, two] = [PART, END].map(base64);
    expect(before).toBeUndefined();
    expect(parts).toMatchObject([
      { number: 1, sha256: one, sizeBytes: PART.length },
      { number: 2, sha256: two, sizeBytes: END.length },
    ]);
    expect(completed).toBe(true);
    expect(await world.objects.model(upload)).toEqual({
      sizeBytes: PART.length + END.length,
      checksum: `${compositeOf([PART, END].map(sha256Hex))}-2`,
    });
    expect(await world.objects.parts(upload, upload.multipartId)).toBeUndefined();
    expect(await world.objects.complete(upload, upload.multipartId, parts)).toBe(true);
  });

  it('lists a multipart upload until it is aborted, which may be done twice', async () => {
    const world = aWorld();
    const { multipartId, ...upload } = await begin(world);
    const mine = async () =>
      (await listed(world.listing.multiparts())).filter((open) => open.multipartId === multipartId);
    await world.uploadPart({ ...upload, multipartId }, 1, END);

    const before = await mine();
    await world.objects.abort(upload, multipartId);
    await world.objects.abort(upload, multipartId);

    const { runId, attempt, step, uploadId } = upload;
    expect(before).toEqual([
      { upload: { runId, attempt, step, uploadId }, multipartId, begunAt: STARTED_AT },
    ]);
    expect(await mine()).toEqual([]);
    expect(await world.objects.parts(upload, multipartId)).toBeUndefined();
  });

  it('lists uploads with their files, run by run, however they were written', async () => {
    const world = aWorld();
    const [one, other] = [aNewUpload(), aNewUpload()];
    const later = { ...one, step: 10_000, uploadId: 'later' };
    for (const each of [later, other, one]) await world.objects.saveWindows(each, WINDOWS);
    await world.upload(one, MODEL);
    await world.objects.mark(aRecord(one));

    const all = await listed(world.listing.uploads());
    const mine = await listed(world.listing.uploads(one.runId));

    const runs = all.map(({ runId }) => runId);
    expect(runs.filter((runId, index) => runId !== runs[index - 1])).toEqual([...new Set(runs)]);
    expect(mine.map(({ step, files, writtenAt }) => [step, [...files].toSorted(), writtenAt])).toEqual([
      [500, ['committed', 'model', 'windows'], STARTED_AT],
      [10_000, ['windows'], STARTED_AT],
    ]);
  });
}

describe('checkpoint objects in memory', () => {
  const world = new CheckpointWorld();
  checkpointObjectsContract(() => world);
});

describe('checkpoint objects in S3', () => {
  let engines: Engines;
  beforeAll(async () => {
    engines = await startEngines(createMovableClock({ running: false, startAt: STARTED_AT }));
  });
  afterAll(() => engines.close());

  checkpointObjectsContract(() => engines);
});

describe('a sweep of S3', () => {
  const clock = createMovableClock({ running: false, startAt: STARTED_AT });
  let engines: Engines;
  beforeAll(async () => {
    engines = await startEngines(clock);
  });
  afterAll(() => engines.close());

  it('takes orphans and abandoned uploads older than orphan_age, and keeps the fresh and the committed', async () => {
    const { objects, listing, store } = engines;
    const fail = (error: unknown) => {
      throw error;
    };
    const sweepNow = () =>
      sweep({
        ...engines,
        clock,
        policy: POLICY,
        onUntidy: fail,
      });
    const aSave = (step: number) => anUpload({ step, uploadId: `upload${step}` });
    const save = async (upload: PendingUpload) => {
      await objects.saveWindows(upload, WINDOWS);
      await engines.upload(upload, MODEL);
    };
    const [orphan, committed, abandoned] = [1, 2, 3].map(aSave);
    const [fresh, freshAbandoned] = [4, 5].map(aSave);
    if (!orphan || !committed || !abandoned || !fresh || !freshAbandoned) throw new Error('Too few');
    await save(orphan);
    await save(committed);
    await store.commit(aRecord(committed));
    await objects.begin(abandoned);

    await clock.advance(POLICY.orphan_age_ms);
    const early = await sweepNow();
    await save(fresh);
    const freshId = await objects.begin(freshAbandoned);
    await clock.advance(3_600_000);
    const report = await sweepNow();

    expect(early).toMatchObject({ destroyed: 0, aborted: 0, lost: 0, unrecorded: 0 });
    expect(report).toMatchObject({ destroyed: 1, aborted: 1, lost: 0, unrecorded: 0, pruned: 0 });
    const left = await listed(listing.uploads());
    expect(left.map(({ step, files }) => [step, [...files].toSorted()])).toEqual([
      [2, ['committed', 'model', 'windows']],
      [4, ['model', 'windows']],
    ]);
    expect((await listed(listing.multiparts())).map(({ multipartId }) => multipartId)).toEqual([freshId]);
  });
});
