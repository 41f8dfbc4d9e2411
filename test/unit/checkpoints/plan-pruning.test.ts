import fc from 'fast-check';
import { bestOf } from '../../../lib/checkpoints/best.ts';
import { planPruning, type Prunable } from '../../../lib/checkpoints/plan-pruning.ts';
import { newestStable } from '../../../lib/checkpoints/stable.ts';
import { currentLineage, type CheckpointId } from '../../../lib/contracts/lineage.ts';
import { POLICY } from '../../support/checkpoints/world.ts';

const NOW = 1_000;
const GOOD = { reward: 12, loss: 1, kl: 0.01 };

const aCheckpoint = (change: Partial<Prunable> = {}): Prunable => {
  const figures = change.figures ?? GOOD;
  return { attempt: 1, step: 100, figures, means: figures, ...change };
};

const plan = (
  checkpoints: readonly Prunable[],
  max_checkpoints: number,
  lineage: readonly CheckpointId[] = [],
) =>
  planPruning(checkpoints, { lineage, policy: { ...POLICY, max_checkpoints }, now: NOW }).map(
    ({ step }) => step,
  );

const stepsOf = (...steps: number[]) => steps.map((step) => aCheckpoint({ step }));

describe('a plan of pruning', () => {
  it('takes the oldest by number, not by text', () => {
    expect(plan(stepsOf(10_000, 9_999, 10_001), 2)).toEqual([9_999]);
  });

  it('keeps the best, even as the oldest and with a limit of 1', () => {
    const best = aCheckpoint({ step: 1, figures: { ...GOOD, reward: 19 } });

    expect(plan([best, ...stepsOf(2, 3, 4)], 1)).toEqual([2, 3]);
  });

  it('never takes a reward above the ceiling, a large KL or a NaN for the best', () => {
    const odd = [
      { ...GOOD, reward: 50.1 },
      { ...GOOD, kl: -0.03 },
      { ...GOOD, reward: Number.NaN },
      { ...GOOD, kl: Number.NaN },
    ].map((figures, step) => aCheckpoint({ step, figures }));

    expect(bestOf([...odd, aCheckpoint({ step: 9 })], [], POLICY)?.step).toBe(9);
    expect(bestOf(odd, [], POLICY)).toBeUndefined();
  });

  it('keeps the newer of two that tie', () => {
    expect(bestOf(stepsOf(1, 2), [], POLICY)?.step).toBe(2);
  });

  it('keeps the newest stable one when twenty unstable ones follow it', () => {
    const unstable = Array.from({ length: 20 }, (_, at) =>
      aCheckpoint({ step: at + 2, figures: { ...GOOD, kl: 1 } }),
    );

    expect(plan([aCheckpoint({ step: 0 }), aCheckpoint({ step: 1 }), ...unstable], 20)).toEqual([0]);
  });

  it('leaves what is pinned or held, and takes what was held until now', () => {
    const checkpoints = [
      aCheckpoint({ step: 1, pinnedBy: 'ada' }),
      aCheckpoint({ step: 2, keptUntil: NOW + 1 }),
      aCheckpoint({ step: 3, keptUntil: NOW }),
      ...stepsOf(4, 5),
    ];

    expect(plan(checkpoints, 1)).toEqual([3, 4]);
  });

  it('leaves one when all are superseded', () => {
    const lineage = [{ attempt: 2, step: 0 }];

    expect(plan(stepsOf(1, 2, 3), 5, lineage)).toEqual([1, 2]);
  });
});

const figure = fc.oneof(
  fc.integer({ min: -60, max: 60 }),
  fc.constantFrom(Number.NaN, Infinity, -Infinity, 12, 50),
);
const figures = fc.record({
  reward: figure,
  loss: figure,
  kl: fc.constantFrom(0.01, -0.01, 0.03, 1, Number.NaN),
});
const event = fc.oneof(
  { weight: 6, arbitrary: fc.record({ save: figures }) },
  { weight: 1, arbitrary: fc.record({ back: fc.nat(30) }) },
  { weight: 1, arbitrary: fc.record({ pin: fc.nat(30) }) },
  { weight: 1, arbitrary: fc.record({ hold: fc.nat(30) }) },
);

type Event = { save: Prunable['figures'] } | { back: number } | { pin: number } | { hold: number };

interface Run {
  readonly live: readonly Prunable[];
  readonly lineage: readonly CheckpointId[];
  readonly attempt: number;
  readonly step: number;
}

/** What a run does, and after each save what its commit prunes. */
function happen(run: Run, told: Event, max: number): Run {
  if ('save' in told) {
    const step = run.step + 500;
    const saved = aCheckpoint({ attempt: run.attempt, step, figures: told.save });
    const live = [...run.live, saved];
    const doomed = planPruning(live, {
      lineage: run.lineage,
      policy: { ...POLICY, max_checkpoints: max },
      now: NOW,
    });
    expectUnion(live, doomed, { lineage: run.lineage, max });
    return { ...run, step, live: live.filter((checkpoint) => !doomed.includes(checkpoint)) };
  }
  if ('back' in told) {
    const target = currentLineage(run.lineage, run.live).at(-1 - told.back);
    if (!target) return run;
    const attempt = run.attempt + 1;
    return { ...run, attempt, step: target.step, lineage: [...run.lineage, { attempt, step: target.step }] };
  }
  const chosen = run.live.at('pin' in told ? told.pin : told.hold);
  const change = 'pin' in told ? { pinnedBy: 'ada' } : { keptUntil: NOW + 1 };
  return { ...run, live: run.live.map((one) => (one === chosen ? { ...one, ...change } : one)) };
}

/** The union rule, said in another way: each that goes has no reason to stay, each that stays has one. */
function expectUnion(
  live: readonly Prunable[],
  doomed: readonly Prunable[],
  { lineage, max }: { readonly lineage: readonly CheckpointId[]; readonly max: number },
): void {
  const current = currentLineage(lineage, live);
  const reasons = (checkpoint: Prunable): boolean =>
    checkpoint.pinnedBy !== undefined ||
    checkpoint.keptUntil === NOW + 1 ||
    (current.includes(checkpoint) && current.length - current.indexOf(checkpoint) <= max) ||
    checkpoint === trueBest(current) ||
    checkpoint === newestStable(live, lineage, POLICY);
  for (const checkpoint of live) expect(doomed.includes(checkpoint)).toBe(!reasons(checkpoint));
  expect(doomed.length).toBeLessThan(live.length);
  const steps = doomed.map(({ attempt, step }) => attempt * 1e9 + step);
  expect(steps).toEqual(steps.toSorted((one, other) => one - other));
}

/** By brute force: no other that may be best is better, and of equals none is newer. */
function trueBest(current: readonly Prunable[]): Prunable | undefined {
  const may = current.filter(
    ({ figures: { reward, kl } }) => Number.isFinite(reward) && reward <= 50 && Math.abs(kl) < 0.03,
  );
  const top = Math.max(...may.map(({ figures: { reward } }) => reward));
  return may.findLast(({ figures: { reward } }) => reward === top);
}

describe('any history of saves, NaN, ties, pins, holds and rollbacks', () => {
  it('keeps the union rule at every commit, with limits 1 to 20', () => {
    fc.assert(
      fc.property(fc.array(event, { maxLength: 60 }), fc.integer({ min: 1, max: 20 }), (events, max) => {
        const start: Run = { live: [], lineage: [], attempt: 1, step: 0 };
        const end = events.reduce((run, told) => happen(run, told, max), start);

        expect(end.live.length > 0).toBe(events.some((told) => 'save' in told));
      }),
      { numRuns: 300 },
    );
  });
});
