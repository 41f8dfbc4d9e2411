import { HAPPENS, runHistories } from '../../support/checkpoints/history/histories.ts';
import { systemInMemory } from '../../support/checkpoints/history/system.ts';

it('keeps what has a reason to be kept, shows what is committed and loses nothing, whatever happens', async () => {
  const tally = await runHistories({ numRuns: 50, commands: 60, systemFor: systemInMemory, until: HAPPENS });

  expect([...tally.keys()]).toEqual(expect.arrayContaining([...HAPPENS]));
});
