import { createDistributionCheck } from '../../../functions/distribution-check/distribution-check.ts';
import { emfLine, type MetricPoint } from '../../../lib/shared/emf.ts';
import { createDistributionReader } from '../../../lib/traffic/distribution-reader.ts';
import type { Counts } from '../../../lib/traffic/distribution.ts';
import type { SampleWindow } from '../../../lib/traffic/ports.ts';
import { settingsInForce } from '../../../lib/traffic/settings.ts';
import type { CheckedSplit } from '../../../lib/traffic/split-store.ts';
import { aTrafficConfig } from '../../support/traffic/fakes.ts';

const NOW = Date.UTC(2026, 0, 1);
const WINDOW_MS = 300_000;

/** Runs one check over these assignments; answers with what it published. */
async function check(assigned: Counts) {
  const { weights, distribution: policy } = aTrafficConfig();
  const lines: (readonly MetricPoint[])[] = [];
  const windows: SampleWindow[] = [];
  const told: CheckedSplit[] = [];
  const run = createDistributionCheck({
    read: createDistributionReader({
      settings: () => Promise.resolve(settingsInForce(undefined, weights)),
      samples: {
        read: (window) => {
          windows.push(window);
          return Promise.resolve({
            assigned,
            served: { fast: 700, balanced: 300 },
            downshifted: { creative: 100 },
          });
        },
      },
      policy,
      clock: { now: () => NOW },
    }),
    windowMs: WINDOW_MS,
    splits: { tell: (split) => Promise.resolve(void told.push(split)) },
    clock: { now: () => NOW },
    metrics: (points) => lines.push(points),
  });
  await run();
  for (const line of lines) emfLine('Artisan/local', NOW, line);
  const values = lines.flat().map(({ name, value, dimensions }) => [name, dimensions?.['Mode'] ?? '', value]);
  return { windows, values, told };
}

describe('the distribution check', () => {
  it('publishes how far each mode is off, the furthest of them, and that the split holds', async () => {
    const { values } = await check({ fast: 620, balanced: 285, creative: 95 });

    expect(values).toEqual([
      ['TrafficDeviation', '', 2],
      ['TrafficDeviating', '', 0],
      ['ModeDeviation', 'fast', 2],
      ['AssignedShare', 'fast', 62],
      ['ServedShare', 'fast', 70],
      ['DownshiftedShare', 'fast', 0],
      ['ModeDeviation', 'balanced', -1.5],
      ['AssignedShare', 'balanced', 28.5],
      ['ServedShare', 'balanced', 30],
      ['DownshiftedShare', 'balanced', 0],
      ['ModeDeviation', 'creative', -0.5],
      ['AssignedShare', 'creative', 9.5],
      ['ServedShare', 'creative', 0],
      ['DownshiftedShare', 'creative', 10],
    ]);
  });

  it('says so when the split deviates', async () => {
    const { values } = await check({ fast: 300, balanced: 600, creative: 100 });

    expect(values).toContainEqual(['TrafficDeviating', '', 1]);
    expect(values).toContainEqual(['TrafficDeviation', '', 30]);
  });

  it.each([[{}], [{ creative: 99 }]])('publishes nothing of too few samples: %j', async (assigned) => {
    expect((await check(assigned)).values).toEqual([]);
  });

  it.each([
    [{ fast: 620, balanced: 285, creative: 95 }, 'ok'],
    [{ creative: 99 }, 'insufficient_data'],
  ])('tells how %j was split, few or many: %s', async (assigned, status) => {
    const { told } = await check(assigned);

    expect(told).toMatchObject([{ at: NOW, windowMs: WINDOW_MS, status }]);
  });

  it('looks at what was drawn under the weights in force, in the configured window', async () => {
    const { windows } = await check({ fast: 100 });

    expect(windows).toEqual([
      {
        modes: ['fast', 'balanced', 'creative'],
        weightsLabel: expect.stringMatching(/^1-/),
        from: NOW - WINDOW_MS,
        to: NOW,
      },
    ]);
  });
});
