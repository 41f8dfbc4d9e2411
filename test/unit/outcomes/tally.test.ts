import fc from 'fast-check';
import { additionsOf, talliesIn } from '../../../lib/aws/traffic-counter-item.ts';
import { OUTCOME_STATUSES } from '../../../lib/contracts/outcomes.ts';
import {
  cumulative,
  LATENCY_BOUNDS_SECONDS,
  latencyBucket,
} from '../../../lib/outcomes/latency-histogram.ts';
import { isFailure } from '../../../lib/outcomes/outcome.ts';
import { addTallies, tallyByMode } from '../../../lib/outcomes/tally.ts';
import { anOutcome } from '../../support/outcomes/builders.ts';

const someOutcomes = fc.array(
  fc
    .record({
      mode: fc.constantFrom('fast', 'balanced', 'creative'),
      status: fc.constantFrom(...OUTCOME_STATUSES),
      latencyMs: fc.integer({ min: 0, max: 90_000 }),
    })
    .map(anOutcome),
  { minLength: 1, maxLength: 30 },
);

describe('the buckets of latency', () => {
  it('ascend, and hold the time-out of a model between two others', () => {
    expect(LATENCY_BOUNDS_SECONDS.toSorted((one, other) => one - other)).toEqual(LATENCY_BOUNDS_SECONDS);
    expect(LATENCY_BOUNDS_SECONDS.indexOf(30)).toBeGreaterThan(0);
    expect(Math.max(...LATENCY_BOUNDS_SECONDS)).toBeGreaterThan(30);
  });

  it.each([
    [0, 0],
    [100, 0],
    [100.1, 1],
    [30_000, 9],
    [30_000.5, 10],
    [60_000, 11],
    [60_001, 12],
    [3_600_000, 12],
  ])('a latency of %p ms is in bucket %p, its bound included', (latencyMs, bucket) => {
    expect(latencyBucket(latencyMs)).toBe(bucket);
  });

  it('are counted by Prometheus with all below them', () => {
    expect(cumulative([1, 0, 2, 3])).toEqual([1, 1, 3, 6]);
  });
});

describe('a tally', () => {
  it('counts every status, and the latency of what was not cancelled', () => {
    const { balanced } = tallyByMode([
      anOutcome({ status: 'ok', latencyMs: 40 }),
      anOutcome({ status: 'timeout', latencyMs: 30_000 }),
      anOutcome({ status: 'error', latencyMs: 10 }),
      anOutcome({ status: 'cancelled', latencyMs: 500 }),
    ]);

    expect(balanced?.statuses).toEqual({ ok: 1, error: 1, timeout: 1, cancelled: 1 });
    expect(balanced?.latencyMs).toBe(30_050);
    expect(balanced?.buckets.reduce((sum, count) => sum + count)).toBe(3);
  });

  it('never takes a cancelled request for a failure', () => {
    expect(OUTCOME_STATUSES.filter(isFailure)).toEqual(['error', 'timeout']);
  });

  it('of two batches is the sum of theirs', () => {
    fc.assert(
      fc.property(someOutcomes, someOutcomes, (one, other) => {
        const both = tallyByMode([...one, ...other]);

        for (const [mode, tally] of Object.entries(both)) {
          const parts = [tallyByMode(one)[mode], tallyByMode(other)[mode]].flatMap((part) => part ?? []);
          expect(parts.reduce(addTallies)).toEqual(tally);
        }
      }),
    );
  });

  it('is what an item says that it was added to', () => {
    fc.assert(
      fc.property(someOutcomes, (outcomes) => {
        const tallies = tallyByMode(outcomes);

        expect(talliesIn({ pk: { S: 'x' }, ...Object.fromEntries(additionsOf(tallies)) })).toEqual(tallies);
      }),
    );
  });

  it('of three modes fits into the kilobyte that an item is billed by', () => {
    const full = tallyByMode(
      ['fast', 'balanced', 'creative'].flatMap((mode) =>
        OUTCOME_STATUSES.flatMap((status) =>
          [...LATENCY_BOUNDS_SECONDS, 61].map((seconds) =>
            anOutcome({ mode, status, latencyMs: seconds * 1_000 }),
          ),
        ),
      ),
    );
    // A number is stored as two digits a byte and one more; 12 digits are 10^12 outcomes.
    const bytes = additionsOf(full).reduce((sum, [name]) => sum + name.length + 7, 0);

    expect(bytes).toBeLessThan(1_024 - 'pktraffic-counterssk0123456789'.length);
  });
});
