import { jest } from '@jest/globals';
import { runHistories } from '../../support/checkpoints/history/histories.ts';
import { systemOnEngines } from '../../support/checkpoints/history/system.ts';

/** Uploads of 5 MiB and more, and all that is kept read back after each command; chance may ask for further rounds. */
jest.setTimeout(600_000);

it('keeps, shows and loses over DynamoDB and S3 what it does over its fakes', async () => {
  const until = ['a commit', 'a commit that prunes', 'a sweep'];
  const extent = { numRuns: 1, endOnFailure: true, commands: 40, systemFor: systemOnEngines, until };

  const tally = await runHistories(extent);

  expect([...tally.keys()]).toEqual(expect.arrayContaining(until));
});
