import { createRecovery } from '../../../lib/health/recovery.ts';
import { aHealthCheck } from '../../support/health/checks.ts';
import { InMemoryHealthStore } from '../../support/health/in-memory-health-store.ts';
import { aTrafficConfig } from '../../support/traffic/fakes.ts';

const NOW = Date.UTC(2026, 0, 1);
const SECOND = 1_000;

/** A model after these checks, 30 s apart, the last of them now. */
async function afterChecks(checks: readonly boolean[]) {
  const store = new InMemoryHealthStore();
  for (const [index, healthy] of checks.entries()) {
    const at = NOW - (checks.length - 1 - index) * 30 * SECOND;
    await store.record(aHealthCheck({ model: 'qwen', healthy, dueAt: at, checkedAt: at }));
  }
  const clock = { time: NOW, now: () => clock.time };
  return { clock, recovery: createRecovery({ store, config: aTrafficConfig(), clock }) };
}

describe('a model is well again', () => {
  it.each([
    ['after three healthy checks in a row', [false, true, true, true], []],
    ['but not after two', [false, true, true], [2]],
    ['nor after three with a failed one among them', [true, true, false, true], [1]],
    ['nor while it fails', [true, true, true, false], [0]],
    ['nor when nobody has looked', [], [0]],
  ])('%s', async (_, checks, healthyChecks) => {
    const { recovery } = await afterChecks(checks);

    const missing = await recovery.unrecovered(['qwen']);

    expect(missing.map((model) => model.healthyChecks)).toEqual(healthyChecks);
    expect(missing.map(({ model, needed }) => [model, needed])).toEqual(healthyChecks.map(() => ['qwen', 3]));
  });

  it('as long as it is looked at: what checks said before they stopped counts for nothing', async () => {
    const { clock, recovery } = await afterChecks([true, true, true]);

    clock.time = NOW + 90 * SECOND;
    const still = await recovery.unrecovered(['qwen']);
    clock.time += 1;
    const stopped = await recovery.unrecovered(['qwen']);

    expect([still.length, stopped.length]).toEqual([0, 1]);
    expect(stopped[0]?.detail).toBe('qwen was last checked at 2026-01-01T00:00:00.000Z');
  });
});
