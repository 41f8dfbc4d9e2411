import type { OutageResult } from '../../../../rehearsal/outage/outage.ts';
import { outageExpectationsOf } from '../../../../scripts/start/outage-expectations.ts';

const WENT_WELL: OutageResult = {
  victim: { model: 'qwen', mode: 'creative' },
  sessions: 30,
  failedAnswers: 31,
  elsewhereAfter: 1.26,
  stateMeanwhile: 'open',
  backAfter: 2.5,
  stateAfterwards: 'closed',
};

const broken = (change: Partial<OutageResult>) =>
  outageExpectationsOf({ ...WENT_WELL, ...change }).flatMap(({ says, holds, but }) =>
    holds ? [] : [`${says}: ${but}`],
  );

describe('the failure of one model', () => {
  it('that was survived breaks nothing, and says how long each turn took', () => {
    expect(broken({})).toEqual([]);
    expect(outageExpectationsOf(WENT_WELL).map(({ says }) => says)).toEqual([
      'the breaker of qwen opened after 1.3 s, 31 failed answers',
      'all 30 sessions of creative were served by another mode meanwhile',
      'the breaker closed once qwen was well after 2.5 s',
      'all 30 sessions returned to creative',
    ]);
  });

  it.each<[string, Partial<OutageResult>, string[]]>([
    [
      'a breaker that never opens',
      { elsewhereAfter: undefined, stateMeanwhile: 'closed', failedAnswers: 900 },
      [
        'the breaker of qwen opened, 900 failed answers: it is closed',
        'all 30 sessions of creative were served by another mode meanwhile: not all of them were, until patience ran out',
      ],
    ],
    [
      'sessions that do not return',
      { backAfter: undefined, stateAfterwards: 'open' },
      [
        'the breaker closed once qwen was well: it is open',
        'all 30 sessions returned to creative: not all of them did, until patience ran out',
      ],
    ],
  ])('says, with figures, of %s', (_what, change, expected) => {
    expect(broken(change)).toEqual(expected);
  });
});
