import { refusedToken } from '../../../cli/refused-token.ts';

const NOW = Date.parse('2026-11-22T12:00:00Z');
const tokenOf = (claims: unknown) => `e30.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.sig`;
const why = (token: string) => refusedToken({ token, remedy: 'get another' }, NOW);

describe('a token that is refused', () => {
  it.each([
    [
      'has ended',
      tokenOf({ exp: NOW / 1_000 }),
      'The token expired at 2026-11-22T12:00:00.000Z: get another',
    ],
    [
      'is still good',
      tokenOf({ exp: NOW / 1_000 + 1 }),
      'The token is of another stage, or its user has signed out: get another',
    ],
    [
      'is yet to come',
      tokenOf({ exp: NOW / 1_000 + 3_600, iat: NOW / 1_000 + 301 }),
      "The token is of 2026-11-22T12:05:01.000Z, which is yet to come: is this machine's clock right?",
    ],
    ['never ends', tokenOf({}), 'The token is none of a user pool: get another'],
    ['is no token', 'secret', 'The token is none of a user pool: get another'],
    ['is nothing', '', 'The token is none of a user pool: get another'],
  ])('that %s is told of without a word of it', (_, token, words) => {
    expect(why(token)).toBe(words);
  });
});
