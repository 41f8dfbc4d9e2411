import { expectationsOf, type Rehearsed } from '../../../../scripts/start/expectations.ts';

const selection = {
  selection_id: 'x',
  mode: 'fast',
  assigned_mode: 'fast',
  reason: 'assigned',
  models: ['mistral'],
};

const ALL_TAKEN = { accepted: 2, rejected: [] };

function rehearsed(changes: Partial<Rehearsed['result']> = {}): Rehearsed {
  const assigned = new Map([
    ['one', selection],
    ['two', selection],
  ]);
  return {
    result: { assigned, moved: [], failures: [], selections: 4, seconds: 1, outcomes: ALL_TAKEN, ...changes },
    split: [{ mode: 'fast', target: 60, actual: 60, band: 2, holds: true }],
    judged: { samples: 2 },
  };
}

const broken = (what: Rehearsed): string[] =>
  expectationsOf(what)
    .filter(({ holds }) => !holds)
    .map(({ says, but }) => `${says}: ${but}`);

describe('a rehearsal', () => {
  it('that went well breaks nothing', () => {
    expect(broken(rehearsed())).toEqual([]);
  });

  it.each([
    [
      'a mode that is out of its band',
      {
        ...rehearsed(),
        split: [{ mode: 'fast', target: 60, actual: 64.125, band: 2, holds: false }],
      },
      'every mode within 2.0 points of its target: fast 64.13 % of 60 %',
    ],
    [
      'sessions that moved',
      rehearsed({ moved: ['one'] }),
      'every returning session got its mode again: 1 of 2 did not, first one',
    ],
    [
      'requests that failed',
      rehearsed({ failures: ['one: 503', 'two: 503', 'one: 500', 'two: 500'] }),
      'no request failed: 4 of 4 did, first one: 503; two: 503; one: 500',
    ],
    [
      'assignments the API did not count',
      { ...rehearsed(), judged: { samples: 1 } },
      'the API counted 2 new assignments: it counted 1',
    ],
    [
      'outcomes that were rejected',
      rehearsed({ outcomes: { accepted: 1, rejected: ['late_outcome: it is of yesterday'] } }),
      '1 outcomes of served selections were accepted, 1 rejected: first late_outcome: it is of yesterday',
    ],
    [
      'a replay that reported nothing',
      rehearsed({ outcomes: { accepted: 0, rejected: [] } }),
      '0 outcomes of served selections were accepted, 0 rejected: none was served',
    ],
    [
      'an API that does not judge',
      { ...rehearsed(), judged: { code: 'unavailable' } },
      'the API counted 2 new assignments: it said {"code":"unavailable"}',
    ],
  ])('says, with figures, of %s', (_, what, sentence) => {
    expect(broken(what)).toEqual([sentence]);
  });
});
