import type { Scenario } from '../../../../lib/config/schemas/rehearsals/sections.ts';
import type { EventName } from '../../../../lib/config/schemas/rehearsals/vocabulary.ts';
import { judgeEvents } from '../../../../rehearsal/expect/judge-events.ts';
import { judgeReport } from '../../../../rehearsal/expect/judge-report.ts';

type Expected = Partial<Scenario['expect']['events'][string]> & { readonly event: EventName };

const judged = (expected: Expected, events: readonly (readonly [EventName, string, string])[]) => {
  const [verdict] = judgeEvents(
    {
      x: {
        not_of: [],
        of: undefined,
        as: undefined,
        exactly: undefined,
        at_least: undefined,
        at_most: undefined,
        ...expected,
      },
    },
    events.map(([event, of, as]) => ({ event, of, as })),
  );
  return verdict;
};

const TWICE = [
  ['rollback', 'artisan', '499'],
  ['rollback', 'approver', '999'],
  ['alarm', 'BreakerOpen', 'on'],
] as const;

describe('what is expected to happen', () => {
  it.each<[Expected, boolean]>([
    [{ event: 'rollback' }, true],
    [{ event: 'runbook' }, false],
    [{ event: 'rollback', exactly: 2 }, true],
    [{ event: 'rollback', exactly: 1 }, false],
    [{ event: 'rollback', of: 'artisan', exactly: 1 }, true],
    [{ event: 'rollback', not_of: ['artisan'], exactly: 1 }, true],
    [{ event: 'rollback', as: ['999'], exactly: 1 }, true],
    [{ event: 'rollback', as: ['499', '999'], exactly: 2 }, true],
    [{ event: 'rollback', at_least: 3 }, false],
    [{ event: 'rollback', at_most: 1 }, false],
    [{ event: 'runbook', at_most: 1 }, true],
    [{ event: 'alarm', as: ['on'], exactly: 0 }, false],
    [{ event: 'alarm', as: ['off'], exactly: 0 }, true],
  ])('%j of two rollbacks and an alarm: %j', (expected, holds) => {
    expect(judged(expected, TWICE)?.holds).toBe(holds);
  });

  it.each<[Expected, boolean]>([
    [{ event: 'rollback', exactly: 1 }, true],
    [{ event: 'rollback', at_most: 1 }, true],
    [{ event: 'rollback', exactly: 3 }, false],
    [{ event: 'rollback' }, false],
  ])('%j of two rollbacks is lost for good: %j', (expected, isLost) => {
    expect(judged(expected, TWICE)?.isLost).toBe(isLost);
  });

  it('is told beside what was found', () => {
    expect(judged({ event: 'rollback', of: 'nobody', exactly: 2 }, TWICE)?.but).toBe(
      'found 0 times rollback of nobody, expected exactly 2',
    );
  });
});

const line = (id: string, status: 'pass' | 'fail' | 'no_data') => ({
  ...{ id, status, says: `What ${id} is`, figure: status === 'no_data' ? null : 2 },
  ...{ unit: '%', target: 'at most 1' },
});
const LINES = [line('a', 'pass'), line('b', 'fail'), line('c', 'no_data')];

const unmet = (expected: Scenario['expect']['report']) =>
  judgeReport(expected, LINES)
    .filter(({ holds }) => !holds)
    .map(({ says, but }) => `${says}; ${but}`);

describe('what is expected of the report', () => {
  it('is that every line passes which is not named', () => {
    expect(unmet({ c: 'no_data' })).toEqual([
      'b: pass; found fail (What b is: 2 %, at most 1), expected pass',
    ]);
  });

  it('is not met by a line that passes and was to fail', () => {
    expect(unmet({ a: 'fail', b: 'fail', c: 'any' })).toEqual([
      'a: fail; found pass (What a is: 2 %, at most 1), expected fail',
    ]);
  });

  it('is not met by a line that is not there', () => {
    expect(unmet({ b: 'fail', c: 'no_data', d: 'any' })).toEqual([
      'd: any; found no such line of the report, expected any',
    ]);
  });

  it('is met by what is as it is named', () => {
    expect(unmet({ b: 'fail', c: 'no_data' })).toEqual([]);
  });
});
