import type { Scenario } from '../../../../lib/config/schemas/rehearsals/sections.ts';
import { requireAlarms } from '../../../../rehearsal/expect/require-alarms.ts';

const SEEN = ['BreakerOpen', 'ApiCpu'].map((of) => ({ event: 'alarm', of }) as const);

const expected = (of: string | undefined, not_of: string[] = []): Scenario['expect']['events'] => ({
  x: {
    ...{ event: 'alarm', of, not_of, as: undefined },
    ...{ exactly: 0, at_least: undefined, at_most: undefined },
  },
});

describe('an alarm that a scenario names', () => {
  it('is one of the stage', () => {
    expect(() => {
      requireAlarms(expected('ApiCpu', ['BreakerOpen']), SEEN);
      requireAlarms(expected(undefined), SEEN);
    }).not.toThrow();
  });

  it.each([
    ['BreakersOpen', []],
    [undefined, ['BreakersOpen']],
  ])('is refused when there is none such: of %j, not of %j', (of, notOf) => {
    expect(() => {
      requireAlarms(expected(of, notOf), SEEN);
    }).toThrow('The stage has no alarm BreakersOpen; it has ApiCpu, BreakerOpen');
  });
});
