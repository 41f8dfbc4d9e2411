import { createHash } from 'node:crypto';
import { commitCheckpoint } from '../../lib/checkpoints/commit.ts';
import { compositeOf } from '../../lib/checkpoints/content.ts';
import { createCheckpoint } from '../../lib/checkpoints/create.ts';
import { createRollbackTargets } from '../../lib/checkpoints/rollback-targets.ts';
import { sweep } from '../../lib/checkpoints/sweep.ts';
import { Killed } from '../support/checkpoints/killer.ts';
import { CheckpointWorld } from '../support/checkpoints/world.ts';

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
/** In two parts, although it would not have to be. */
const LARGE = Buffer.from('many weights');
const LARGE_PARTS = [LARGE.subarray(0, 7), LARGE.subarray(7)];
const LARGE_CONTENT = {
  sizeBytes: LARGE.length,
  sha256: sha256(LARGE),
  parts: { count: 2, sizeBytes: 7, composite: compositeOf(LARGE_PARTS.map(sha256)) },
};

const figuresOf = (step: number) => ({ reward: step === 100 ? 19 : 11, loss: 1, kl: 0.01 });

/** A trainer's whole save, as often as it takes. */
async function save(world: CheckpointWorld, step: number, isLarge: boolean): Promise<void> {
  const attempt = world.run.attempt;
  const small = Buffer.from(`model ${step}`);
  const content = isLarge ? LARGE_CONTENT : { sizeBytes: small.length, sha256: sha256(small) };
  const upload = await createCheckpoint(world, world.run.run_id, {
    attempt,
    step,
    content,
    figures: figuresOf(step),
  });
  if (isLarge)
    for (const [index, part] of LARGE_PARTS.entries()) await world.uploadPart(upload, index + 1, part);
  else await world.upload(upload, small);
  await commitCheckpoint(world, world.run.run_id, { attempt, step });
}

/** Goes back to the best: what the run store does in one conditional write. */
async function rollBack(world: CheckpointWorld): Promise<void> {
  const { run_id, attempt, lineage } = world.run;
  const target = await createRollbackTargets(world).resolve({ runId: run_id, lineage }, { kind: 'best' });
  if (!target) throw new Error('There is nothing to go back to');
  await world.killer.effect(() => {
    const began = { attempt: attempt + 1, step: target.step, at: world.time, by: 'test', reason: 'test' };
    world.run = { ...world.run, attempt: attempt + 1, lineage: [...lineage, began] };
  });
}

const liveSteps = (world: CheckpointWorld) => [...world.records.values()].map(({ step }) => step);

/** Of whatever any reader may see: each has its bytes, whole, with the windows saved with it. */
function expectWhole(world: CheckpointWorld): void {
  for (const { runId, attempt, step, uploadId, content } of world.records.values()) {
    const folder = `checkpoints/${runId}/${String(attempt).padStart(5, '0')}/${String(step).padStart(12, '0')}/${uploadId}/`;
    expect(world.bucket.get(`${folder}model`)?.bytes.length).toBe(content.sizeBytes);
    expect(world.bucket.has(`${folder}windows`)).toBe(true);
  }
}

/** After a day and a sweep, the bucket holds three objects for each record, and nothing else. */
async function expectNoGarbage(world: CheckpointWorld): Promise<void> {
  world.time += 25 * 3_600_000;
  const report = await sweep(world);
  expect([report.lost, report.unrecorded]).toEqual([0, 0]);
  expect(world.bucket.size).toBe(world.records.size * 3);
  expect(world.multiparts.size).toBe(0);
}

/** Four small ones, the first of them the best, so that the next commit prunes; and an upload that nobody finishes. */
async function aWorld(): Promise<CheckpointWorld> {
  const world = new CheckpointWorld();
  for (const step of [100, 200, 300, 400]) await save(world, step, false);
  const abandoned = { attempt: 1, step: 450, content: LARGE_CONTENT, figures: figuresOf(450) };
  await createCheckpoint(world, world.run.run_id, abandoned);
  return world;
}

const SCENES = {
  'a small save that prunes': (world: CheckpointWorld) => save(world, 500, false),
  'a large save that prunes': (world: CheckpointWorld) => save(world, 500, true),
  'a rollback': rollBack,
  'a save after a rollback that leaves superseded ones': async (world: CheckpointWorld) => {
    if (world.run.attempt === 1) await rollBack(world);
    await save(world, 150, false);
  },
  'a sweep': async (world: CheckpointWorld) => {
    world.time += 25 * 3_600_000;
    await sweep(world);
  },
} as const;

let points = 0;
afterAll(() => {
  process.stdout.write(`checkpoints: killed at ${points} points\n`);
});

describe.each(Object.entries(SCENES))('%s, killed at each thing it writes', (name, scene) => {
  it.each(['before', 'after'] as const)(
    '%s it: readers see the old or the new, a second try finishes, no garbage stays',
    async (when) => {
      const trial = await aWorld();
      trial.killer.aim(Infinity, when);
      await scene(trial);
      const effects = trial.killer.effects;
      const expected = liveSteps(trial);

      for (let at = 1; at <= effects; at += 1) {
        const world = await aWorld();
        const before = liveSteps(world);
        world.killer.aim(at, when);
        await scene(world).catch((error: unknown) => {
          if (!(error instanceof Killed)) throw error;
        });
        world.killer.restart();
        points += 1;

        expectWhole(world);
        expect(before.filter((step) => !liveSteps(world).includes(step) && expected.includes(step))).toEqual(
          [],
        );
        if (!(name === 'a rollback' && world.run.attempt === 2)) await scene(world);
        expectWhole(world);
        expect(liveSteps(world)).toEqual(expected);
        await expectNoGarbage(world);
      }
      expect(effects).toBeGreaterThan(0);
    },
  );

  it('for good: a sweep alone leaves what stands, and no garbage', async () => {
    const trial = await aWorld();
    trial.killer.aim(Infinity, 'after');
    await scene(trial);
    const effects = trial.killer.effects;

    for (let at = 1; at <= effects; at += 1) {
      const world = await aWorld();
      world.killer.aim(at, 'after');
      await scene(world).catch(() => undefined);
      world.killer.restart();
      points += 1;

      await expectNoGarbage(world);
      expectWhole(world);
    }
  });
});
