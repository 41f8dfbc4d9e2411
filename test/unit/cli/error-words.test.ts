import { ApiProblemError, ApiUnreachableError } from '../../../clients/typescript/index.ts';
import { wordsOf } from '../../../cli/error-words.ts';

const problem = (more: object) =>
  new ApiProblemError(409, {
    ...{ type: 'about:blank', title: 'T', status: 409, code: 'not_recovered', detail: 'not yet' },
    ...{ instance: '/v1/x', request_id: 'R', errors: [] },
    ...more,
  });

describe('the words of a problem', () => {
  it.each([
    ['its fields', { errors: [{ pointer: '/to', detail: 'no mode' }] }, '\n  /to: no mode'],
    ['its reason', { reason: 'lock_held' }, '\n  reason: lock_held'],
    [
      'what is missing, one by one',
      {
        missing: [
          { model: 'llama', healthy_checks: 1, needed: 3, detail: 'timeout' },
          { model: 'qwen', healthy_checks: 0, needed: 3, detail: '503' },
        ],
      },
      '\n  missing: model llama, healthy checks 1, needed 3, detail timeout' +
        '\n  missing: model qwen, healthy checks 0, needed 3, detail 503',
    ],
    [
      'something within something',
      { directive: { id: 'D', target: { step: 5 } } },
      '\n  directive: id D, target step 5',
    ],
  ])('have %s', (_, more, lines) => {
    expect(wordsOf(problem(more))).toBe(`not_recovered: not yet${lines} (request R)`);
  });

  it('are of one line each, whatever the text of others holds', () => {
    const words = wordsOf(problem({ detail: 'a\nartisan: done\u001b[2J', reason: 'b\r\nc' }));

    expect(words.split('\n')).toHaveLength(2);
    expect(words).not.toContain('\u001b');
  });

  it('name what was wrong with the way there', () => {
    const refused = Object.assign(new Error(''), { code: 'ECONNREFUSED' });
    const cause = new Error('fetch failed', { cause: refused });

    expect(wordsOf(new ApiUnreachableError('GET /x was not answered', { cause }))).toBe(
      'GET /x was not answered: ECONNREFUSED',
    );
  });

  it('are the message where it is another error, or no error at all', () => {
    expect([wordsOf(new Error('so\nand so')), wordsOf('so')]).toEqual(['so and so', 'so']);
  });
});
