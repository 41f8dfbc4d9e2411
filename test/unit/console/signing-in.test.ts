import { renewing } from '../../../console/api/renewing.ts';
import type { Answer, Call } from '../../../console/api/call.ts';
import { problemOf } from '../../../console/api/problem.ts';
import { tokenIn } from '../../../console/session/token-in.ts';

const CALL: Call = { method: 'POST', path: '/v1/drills', body: {} };
const DONE: Answer = { kind: 'ok', status: 200, body: {} };
const refused = (status: number): Answer => ({ kind: 'problem', problem: problemOf(status, {}) });

/** Answers one after the other, a token that can be renewed or not, and those that somebody brings meanwhile. */
function sending(answers: readonly Answer[], isRenewed: boolean, tokens = ['token']) {
  const [sent, told] = [[] as Call[], [] as string[]];
  const send = renewing(
    (call) => {
      sent.push(call);
      return Promise.resolve(answers[sent.length - 1] ?? DONE);
    },
    {
      tokenOf: () => tokens[Math.min(sent.length, tokens.length - 1)],
      renew: () => {
        told.push('renew');
        return Promise.resolve(isRenewed);
      },
      onSignedOut: () => told.push('signed out'),
    },
  );
  return { send, sent, told };
}

describe('a request whose token has ended', () => {
  it('is sent again, once, with another one', async () => {
    const { send, sent, told } = sending([refused(401), DONE], true);

    expect(await send(CALL)).toBe(DONE);
    expect([sent, told]).toEqual([[CALL, CALL], ['renew']]);
  });

  it('asks to sign in when there is no other, or when that is no good either', async () => {
    for (const isRenewed of [true, false]) {
      const { send, sent, told } = sending([refused(401), refused(401)], isRenewed);

      expect(await send(CALL)).toEqual(refused(401));
      expect([sent.length, told]).toEqual([isRenewed ? 2 : 1, ['renew', 'signed out']]);
    }
  });

  it('is sent again with the one that somebody brought while it was under way', async () => {
    const { send, sent, told } = sending([refused(401), DONE], false, ['old', 'new']);

    expect(await send(CALL)).toBe(DONE);
    expect([sent, told]).toEqual([[CALL, CALL], []]);
  });

  it.each([403, 429, 500, 0])('is not what %i says', async (status) => {
    const { send, sent, told } = sending([refused(status)], true);

    expect(await send(CALL)).toEqual(refused(status));
    expect([sent.length, told]).toEqual([1, []]);
  });
});

describe('the token in what was pasted', () => {
  const token = 'eyJh-_.eyJz.c2ln_-';

  it.each([
    token,
    ` ${token}\n`,
    `{"access_token":"${token}","token_type":"Bearer","expires_in":900}`,
    `http://127.0.0.1:4700/console/#token=${token}`,
    `http://127.0.0.1:4700/console/#token=${token}&to=/runs`,
  ])('%j is found', (pasted) => {
    expect(tokenIn(pasted)).toBe(token);
  });

  it('is all of it when it is none', () => {
    expect([tokenIn(' none '), tokenIn('http://127.0.0.1:4700/console/#token=none')]).toEqual([
      'none',
      'none',
    ]);
  });
});
