import { runHistories } from '../../support/checkpoints/history/histories.ts';
import { systemOnEngines } from '../../support/checkpoints/history/system.ts';

it('keeps, shows and loses over DynamoDB and S3 what it does over its fakes', async () => {
  const until = ['a commit', 'a commit that prunes', 'a sweep'];
  const extent = { numRuns: 4, endOnFailure: true, commands: 30, systemFor: systemOnEngines, until };

  const tally = await runHistories(extent);

  expect([...tally.keys()]).toEqual(expect.arrayContaining(until));
});
