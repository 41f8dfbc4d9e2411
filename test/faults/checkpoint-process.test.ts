import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { createMovableClock } from '../../local/clock/movable-clock.ts';
import { DynamoDbRunStore } from '../../lib/aws/dynamodb-run-store.ts';
import { sha256Hex } from '../../lib/checkpoints/content.ts';
import { sweep } from '../../lib/checkpoints/sweep.ts';
import { startEngines, type Engines } from '../support/checkpoints/engines.ts';
import { POLICY } from '../support/checkpoints/world.ts';
import { aRun } from '../support/training/a-run.ts';

const RUN = 'run-1';
const SCRIPT = join(import.meta.dirname, '../support/checkpoints/saver-process.ts');
const KILLS = 10;
/** Some saves, and then each round ends at another request of one. */
const REQUESTS_BEFORE_KILL = Array.from({ length: KILLS }, (_, round) => 40 + ((round * 7) % 23));
const STEPS_A_ROUND = 1_000;

let engines: Engines;
beforeAll(async () => {
  engines = await startEngines(createMovableClock({ running: true }));
  await new DynamoDbRunStore(engines.client.database, engines.place.table).create(
    aRun({ run_id: RUN, windows: Buffer.from('windows') }),
  );
});
afterAll(() => engines.close());

let onRequest = (): void => undefined;

/** @returns the steps that were acknowledged before the kill, which comes at a request and not after its answer */
async function saveUntilKilled(round: number, requests: number): Promise<readonly number[]> {
  const { url, table, bucket } = engines.place;
  const first = String(1 + round * STEPS_A_ROUND);
  const child = spawn(process.execPath, [SCRIPT, url, table, bucket, first], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exit = once(child, 'exit');
  let left = requests;
  onRequest = () => {
    left -= 1;
    if (left === 0) child.kill('SIGKILL');
  };
  const [said, [, signal]] = (await Promise.all([text(child.stdout), exit])) as [string, [null, string]];
  onRequest = () => undefined;
  expect(signal).toBe('SIGKILL');
  return said.trim().split('\n').map(Number);
}

async function expectWhole(): Promise<readonly number[]> {
  const live = await engines.store.live(RUN);
  for (const record of live) {
    expect(sha256Hex(await engines.download(record))).toBe(record.content.sha256);
    expect(await engines.objects.windows(record)).toBeDefined();
  }
  return live.map(({ step }) => step);
}

async function foldersLeft(): Promise<readonly (readonly [number, number])[]> {
  const found: (readonly [number, number])[] = [];
  for await (const { step, files } of engines.listing.uploads()) found.push([step, files.size]);
  return found;
}

it('loses no committed checkpoint to a killed process, and a sweep leaves no garbage', async () => {
  engines.onRequest(() => {
    onRequest();
  });
  const acknowledged: number[] = [];

  for (const [round, requests] of REQUESTS_BEFORE_KILL.entries()) {
    acknowledged.push(...(await saveUntilKilled(round, requests)));
    const live = await expectWhole();
    // What is acknowledged is there, or newer ones are: all but the best are pruned in the order of steps.
    expect(live).toEqual(expect.arrayContaining([1, ...acknowledged.slice(-2)]));
  }
  const foldersBefore = await foldersLeft();
  const later = { now: () => Date.now() + POLICY.orphan_age_ms + 3_600_000 };
  const onUntidy = (error: unknown) => {
    throw error;
  };
  const first = await sweep({ ...engines, clock: later, policy: POLICY, onUntidy });
  await sweep({ ...engines, clock: later, policy: POLICY, onUntidy });

  const live = await expectWhole();
  const multiparts: unknown[] = [];
  for await (const open of engines.listing.multiparts()) multiparts.push(open);
  const missing: number[] = [];
  for (const step of acknowledged) {
    const isKnown = live.includes(step) || (await engines.store.tombstone(RUN, { attempt: 1, step }));
    if (!isKnown) missing.push(step);
  }
  process.stdout.write(
    `checkpoints: ${KILLS} processes killed, ${acknowledged.length} saves acknowledged, ` +
      `${foldersBefore.length} folders before the sweep, ${live.length} after: ${JSON.stringify(first)}\n`,
  );
  expect(missing).toEqual([]);
  expect(first).toMatchObject({ lost: 0, unrecorded: 0 });
  expect(live).toHaveLength(POLICY.max_checkpoints + 1);
  expect(await foldersLeft()).toEqual(live.map((step) => [step, 3]));
  expect(multiparts).toEqual([]);
});
