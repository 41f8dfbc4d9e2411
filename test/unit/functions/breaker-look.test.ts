import { createBreakerLook } from '../../../functions/distribution-check/breaker-look.ts';
import type { BreakerState } from '../../../lib/contracts/breakers.ts';
import { InMemoryBreakerStore } from '../../support/breakers/fakes.ts';
import { recordingSurroundings } from '../../support/invoke.ts';

const NOW = Date.UTC(2026, 0, 1);
const MODELS = ['mistral', 'llama', 'qwen'];

/** One look at breakers of which these are not closed. */
async function look(states: Readonly<Record<string, BreakerState>>) {
  const store = new InMemoryBreakerStore();
  const { points, metrics } = recordingSurroundings();
  for (const [model, state] of Object.entries(states)) {
    const before = store.at(model);
    const opened = { nextAttemptAt: NOW + (state === 'open' ? 1 : 0) };
    await store.transition(before, { ...before, ...opened, state, generation: 1 }, model);
  }
  await createBreakerLook({ breakers: store, models: MODELS, clock: { now: () => NOW }, metrics })();
  return points.map(({ name, value, dimensions }) => [name, dimensions?.['Model'] ?? '', value]);
}

describe('the look at the breakers', () => {
  it('publishes that none is open', async () => {
    expect(await look({ llama: 'forced_closed' })).toEqual([
      ['OpenBreakers', '', 0],
      ['BreakerOpen', 'mistral', 0],
      ['BreakerOpen', 'llama', 0],
      ['BreakerOpen', 'qwen', 0],
    ]);
  });

  it('counts what is open, half-open or forced open, whether anybody asks for a selection or not', async () => {
    expect(await look({ mistral: 'half_open', llama: 'open', qwen: 'forced_open' })).toEqual([
      ['OpenBreakers', '', 3],
      ['BreakerOpen', 'mistral', 1],
      ['BreakerOpen', 'llama', 1],
      ['BreakerOpen', 'qwen', 1],
    ]);
  });
});
