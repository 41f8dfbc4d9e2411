import fc from 'fast-check';
import { problemOf } from '../../../console/api/problem.ts';
import { addressOf, placeOf, SECTIONS } from '../../../console/routing.ts';
import { whoOf } from '../../../console/session/who.ts';
import { lastedText, sinceText, spanText } from '../../../console/view/times.ts';

const tokenOf = (claims: unknown) =>
  `e30.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.signature`;

describe('who a token speaks of', () => {
  it('is its name with the roles among its groups', () => {
    const token = tokenOf({ username: 'Zoë', 'cognito:groups': ['operator', 'other'], exp: 60 });

    expect(whoOf(token)).toEqual({ name: 'Zoë', roles: ['operator'], expiresAt: 60_000 });
  });

  it('may look at nothing without groups, whatever they are', () => {
    for (const groups of [undefined, 'operator', { operator: true }, 7])
      expect(whoOf(tokenOf({ sub: 'x', 'cognito:groups': groups })).roles).toEqual([]);
  });

  it('is everybody where there are no tokens', () => {
    for (const token of ['none', 'a.b.c', 'a.!!.c', '..'])
      expect(whoOf(token)).toMatchObject({ name: 'local', roles: ['viewer', 'operator', 'approver'] });
  });
});

describe('addresses of the console', () => {
  it('lead to the place they were made of, whatever its id is', () => {
    const sections = fc.constantFrom(...SECTIONS.filter((section) => section !== 'home'));
    fc.assert(
      fc.property(sections, fc.string({ minLength: 1, unit: 'grapheme' }), (section, id) => {
        expect(placeOf(addressOf(section, id))).toEqual({ section, id });
      }),
    );
  });

  it.each(['', '#', '#/', '#/nowhere', '#/__proto__/x', '#runs'])('%j is home', (hash) => {
    expect(placeOf(hash)).toEqual({ section: 'home' });
  });

  it('show an id that was cut off', () => {
    expect(placeOf('#/runs/a%2')).toEqual({ section: 'runs', id: 'a%2' });
  });
});

describe('times', () => {
  it.each([
    [0, '0 s'],
    [45_000, '45 s'],
    [60_000, '1 min'],
    [150_000, '2 min 30 s'],
    [3_600_000, '1 h'],
    [5_400_000, '1 h 30 min'],
    [36_000_000, '10 h'],
    [90_000_000, '1 d 1 h'],
    [-5, '0 s'],
  ])('%i ms are %s', (ms, text) => {
    expect(spanText(ms)).toBe(text);
  });

  it('are counted from then until now, or until it ended', () => {
    const at = '2026-01-31T12:00:00.000Z';
    const now = Date.parse(at) + 60_000;

    expect([sinceText(at, now), sinceText(at, Date.parse(at))]).toEqual(['1 min ago', 'just now']);
    expect(lastedText(at, '2026-01-31T12:00:05.000Z', now)).toBe('5 s');
    expect(lastedText(at, undefined, now)).toBe('1 min');
  });
});

describe('a problem', () => {
  it('says what the API said', () => {
    const errors = [{ pointer: '/reason', detail: 'is missing' }];

    expect(problemOf(400, { title: 'No', detail: 'because', code: 'invalid_request', errors })).toEqual({
      status: 400,
      title: 'No',
      detail: 'because',
      code: 'invalid_request',
      errors,
    });
  });

  it('says something of whatever came', () => {
    for (const body of [undefined, null, 'text', [], { message: 'Unauthorized' }, { errors: [7, null] }])
      expect(problemOf(401, body).title).toBe('The token is not, or no longer, good');
  });
});
