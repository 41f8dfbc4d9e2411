import fc from 'fast-check';
import { InMemoryBreakerStore } from '../../support/breakers/fakes.ts';
import { FIVE_FAULTS } from '../../support/breakers/five-faults.ts';
import { aBreakerWorld } from '../../support/breakers/world.ts';

describe('the breaker, however the calls of many containers are interleaved', () => {
  it.each(Object.entries(FIVE_FAULTS))('%s', async (_rule, scenario) => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), async (scheduler) => {
        const store = new InMemoryBreakerStore(async () => {
          await scheduler.schedule(Promise.resolve());
        });

        await scheduler.waitFor(scenario(aBreakerWorld(store), 20));
      }),
      { numRuns: 40 },
    );
  });
});
