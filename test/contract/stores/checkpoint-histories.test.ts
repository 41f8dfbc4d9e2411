import { jest } from '@jest/globals';
import { runHistories } from '../../support/checkpoints/history/histories.ts';
import { systemOnEngines } from '../../support/checkpoints/history/system.ts';

/** Uploads of 5 MiB and more, and all that is kept read back after each command. */
jest.setTimeout(600_000);

/**
 * Chance has its turn over the fakes. This history has commits, pruning, a sweep, a pin, a lease, a rebuilt table, an upload in
 * parts and rollbacks; should a change of the commands make another of it, chance goes on where it lacks.
 */
const SEED = 235;

it('keeps, shows and loses over DynamoDB and S3 what it does over its fakes', async () => {
  const until = ['a commit', 'a commit that prunes', 'a sweep'];
  const extent = {
    numRuns: 1,
    endOnFailure: true,
    commands: 40,
    systemFor: systemOnEngines,
    until,
    seed: SEED,
  };

  const tally = await runHistories(extent);

  expect([...tally.keys()]).toEqual(expect.arrayContaining(until));
});
