import fc from 'fast-check';
import { totalOf } from '../../../lib/cost/cost-line.ts';
import { standingCost } from '../../../lib/cost/standing.ts';
import { usageCost, type Usage } from '../../../lib/cost/usage.ts';

const NOTHING: Usage = {
  selections: 0,
  newSessions: 0,
  steps: 0,
  checkpoints: 0,
  storedGb: 0,
  runbookRuns: 0,
  scrapes: 0,
};
const monthOf = (usage: Partial<Usage>) => totalOf(usageCost({ ...NOTHING, ...usage }));

it('costs nothing by use where nothing is used', () => {
  expect(monthOf({})).toBe(0);
});

it('costs in proportion to what is used', () => {
  const figures = fc.record({
    selections: fc.nat(1e9),
    steps: fc.nat(1e8),
    checkpoints: fc.nat(1e5),
    storedGb: fc.nat(1e5),
    runbookRuns: fc.nat(1e4),
    scrapes: fc.nat(1e6),
  });
  fc.assert(
    fc.property(figures, (usage) => {
      const doubled = Object.fromEntries(Object.entries(usage).map(([key, figure]) => [key, 2 * figure]));

      expect(monthOf(doubled)).toBeCloseTo(2 * monthOf(usage), 6);
    }),
  );
});

it('asks for two dollars or so for a million selections with their outcomes', () => {
  const perMillion = monthOf({ selections: 1_000_000, newSessions: 0.5 });

  // 1 of API Gateway, 0.2 of Lambda's requests; writes, logs and time are the rest.
  expect(perMillion).toBeGreaterThan(1.2);
  expect(perMillion).toBeLessThan(3);
});

it('asks more for a new session than for one that returns, by a write and a longer line', () => {
  const [returning, fresh] = [0, 1].map((newSessions) => monthOf({ selections: 1_000_000, newSessions }));

  expect(Number(fresh) - Number(returning)).toBeGreaterThan(0.625);
});

it('adds what stands: an alarm of short periods is three others', () => {
  const standing = { dashboards: 0, series: 0, schedules: [], polledQueues: 0 };
  const slow = totalOf(standingCost({ ...standing, alarms: 3, highResolutionAlarms: 0 }));
  const fast = totalOf(standingCost({ ...standing, alarms: 0, highResolutionAlarms: 1 }));

  expect(fast).toBeCloseTo(slow, 10);
});
