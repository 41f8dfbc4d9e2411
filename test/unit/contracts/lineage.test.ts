import fc from 'fast-check';
import {
  baseStep,
  compareCheckpoints,
  currentLineage,
  isSuperseded,
  type CheckpointId,
  type Lineage,
} from '../../../lib/contracts/lineage.ts';

const at = (attempt: number, step: number): CheckpointId => ({ attempt, step });

describe('a lineage', () => {
  it('supersedes what lies above the step that a later attempt began at, and nothing else', () => {
    const lineage = [at(2, 1_000)];

    expect(isSuperseded(lineage, at(1, 1_500))).toBe(true);
    expect(isSuperseded(lineage, at(1, 1_000))).toBe(false);
    expect(isSuperseded(lineage, at(2, 1_500))).toBe(false);
  });

  it('supersedes what a later attempt saved anew at the step that is gone back to', () => {
    const lineage = [at(2, 1_000), { ...at(3, 1_000), target_attempt: 1 }];

    expect(isSuperseded(lineage, at(2, 1_000))).toBe(true);
    expect(isSuperseded(lineage, at(1, 1_000))).toBe(false);
    expect(isSuperseded([at(2, 1_000), { ...at(3, 1_000), target_attempt: 2 }], at(2, 1_000))).toBe(false);
  });

  it('supersedes nothing while nothing was rolled back', () => {
    expect(isSuperseded([], at(1, 10 ** 11))).toBe(false);
  });

  it('orders 9,999 before 10,000, and an attempt before the next', () => {
    const checkpoints = [at(2, 500), at(1, 10_000), at(1, 9_999)];

    expect(checkpoints.toSorted(compareCheckpoints)).toEqual([at(1, 9_999), at(1, 10_000), at(2, 500)]);
  });

  it('begins the first attempt at 0 and others where they went back to', () => {
    expect([baseStep([at(2, 700)], 1), baseStep([at(2, 700)], 2)]).toEqual([0, 700]);
  });
});

/** What a run does: saves the next step, or goes back to one of its checkpoints. */
interface Told {
  readonly lineage: Lineage;
  readonly saved: readonly CheckpointId[];
  /** What stands, kept as a plain list that a rollback cuts short. */
  readonly standing: readonly CheckpointId[];
}

const history = fc.array(fc.oneof(fc.record({ save: fc.nat(3) }), fc.record({ back: fc.nat(9) })), {
  maxLength: 40,
});

function told(events: readonly ({ save: number } | { back: number })[]): Told {
  return events.reduce<Told & { attempt: number; step: number }>(
    (run, event) => {
      if ('save' in event) {
        const saved = at(run.attempt, run.step + event.save * 500);
        if (run.saved.some((other) => compareCheckpoints(other, saved) === 0)) return run;
        return {
          ...run,
          step: saved.step,
          saved: [...run.saved, saved],
          standing: [...run.standing, saved],
        };
      }
      const index = run.standing.length - 1 - event.back;
      const target = run.standing[index];
      if (!target) return run;
      const attempt = run.attempt + 1;
      return {
        ...run,
        attempt,
        step: target.step,
        lineage: [...run.lineage, { ...at(attempt, target.step), target_attempt: target.attempt }],
        standing: run.standing.slice(0, index + 1),
      };
    },
    { lineage: [], saved: [], standing: [], attempt: 1, step: 0 },
  );
}

describe('the current lineage, whatever was saved and rolled back', () => {
  it('is what a list would hold that each rollback cuts off after its target', () => {
    fc.assert(
      fc.property(history, (events) => {
        const { lineage, saved, standing } = told(events);

        expect(currentLineage(lineage, saved)).toEqual(standing);
      }),
    );
  });

  it('has ascending steps, and does not depend on the order it is given', () => {
    fc.assert(
      fc.property(history, fc.integer(), (events, seed) => {
        const { lineage, saved } = told(events);
        const shuffled = saved.toSorted((one, other) => ((one.step * seed) % 7) - ((other.step * seed) % 7));
        const current = currentLineage(lineage.toReversed(), shuffled);

        expect(current.map(({ step }) => step)).toEqual(
          current.map(({ step }) => step).toSorted((one, other) => one - other),
        );
        expect(current).toEqual(currentLineage(lineage, saved));
      }),
    );
  });

  it('never takes back what is superseded', () => {
    fc.assert(
      fc.property(history, history, (events, more) => {
        const before = told(events);
        const after = told([...events, ...more]);
        const gone = before.saved.filter((checkpoint) => isSuperseded(before.lineage, checkpoint));

        expect(gone.every((checkpoint) => isSuperseded(after.lineage, checkpoint))).toBe(true);
      }),
    );
  });
});
