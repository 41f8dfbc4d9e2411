import { ProblemError } from '../../../../functions/shared/problem.ts';
import { aThingMaker } from '../../../support/idempotency/thing-maker.ts';
import { PATH } from '../../../support/a-function.ts';

const KEPT_MS = 24 * 3_600_000;

describe('a request with an Idempotency-Key', () => {
  it('gives its answer again, headers and all, marked as such', async () => {
    const { call } = aThingMaker();

    const first = await call('a', 'key');
    const again = await call('a', 'key');

    expect(first.headers).not.toHaveProperty('idempotent-replayed');
    expect(again).toEqual({ ...first, headers: { ...first.headers, 'idempotent-replayed': 'true' } });
  });

  it('is refused with another body, without effect, while the first runs and afterwards', async () => {
    const { call, made } = aThingMaker();

    const answers = await Promise.all([call('a', 'key'), call('b', 'key')]);
    const later = await call('b', 'key');

    expect(made).toEqual(['a']);
    expect(answers.map(({ status }) => status)).toEqual([201, 422]);
    expect([later.status, later.body['code']]).toEqual([422, 'idempotency_key_reused']);
  });

  it('is refused with another query', async () => {
    const { call } = aThingMaker();

    await call('a', 'key', { query: { dry: '1' } });
    const other = await call('a', 'key', { query: { dry: '2' } });

    expect(other.status).toBe(422);
  });

  it('is another one from another caller or at another path', async () => {
    const { call, made } = aThingMaker();

    await call('a', 'key');
    await call('b', 'key', { username: 'bob' });
    await call('c', 'key', { rawPath: `${PATH}/other` });

    expect(made).toEqual(['a', 'b', 'c']);
  });

  it('is forgotten after 24 hours', async () => {
    const { call, made, clock } = aThingMaker();
    await call('a', 'key');
    clock.time += KEPT_MS - 1;
    await call('a', 'key');
    expect(made).toEqual(['a']);
    clock.time += 1;

    const { status } = await call('b', 'key');

    expect([status, made]).toEqual([201, ['a', 'b']]);
  });

  it('is not answered to who has lost the role since', async () => {
    const { call } = aThingMaker();
    await call('a', 'key');

    const { status, body } = await call('a', 'key', { groups: '[viewer]' });

    expect([status, body['code']]).toEqual([403, 'forbidden']);
  });

  it.each([
    ['empty', ''],
    ['129 characters', 'k'.repeat(129)],
    ['a NUL', 'a\u0000b'],
    ['a line end', 'a\nb'],
    ['a tab', 'a\tb'],
    ['DEL', 'a\u007fb'],
    ['no ASCII', 'ключ'],
  ])('that is %s is refused, without effect', async (_what, key) => {
    const { call, made, store } = aThingMaker();

    const { status, body } = await call('a', key);

    expect([status, body['code']]).toEqual([400, 'invalid_request']);
    expect([made, store.records.size]).toEqual([[], 0]);
  });

  it('may have 1 to 128 printable characters', async () => {
    const { call } = aThingMaker();

    const answers = await Promise.all(['k', '~ "{}\\', 'k'.repeat(128)].map((key) => call('a', key)));

    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201]);
  });

  it('is free again after an answer that is no success', async () => {
    const { call, made } = aThingMaker({
      during: (attempt) =>
        attempt === 1 ? Promise.reject(new ProblemError('not_found', 'No')) : Promise.resolve(),
    });

    const failed = await call('a', 'key');
    const malformed = await call('a', 'key', { rawBody: '{' });
    const corrected = await call('b', 'key');

    expect([failed.status, malformed.status, corrected.status]).toEqual([404, 400, 201]);
    expect(made).toEqual(['a', 'b']);
  });
});

describe('a request without one', () => {
  it('has its effect each time and keeps nothing', async () => {
    const { call, made, store } = aThingMaker();

    await call('a');
    await call('a');

    expect([made, store.records.size]).toEqual([['a', 'a'], 0]);
  });
});

describe('a route that runs again', () => {
  it('makes each answer anew, one at a time, and keeps none of it', async () => {
    const { call, made, store } = aThingMaker({ replay: 'rerun' });

    const [first, atOnce] = await Promise.all([call('a', 'key'), call('a', 'key')]);
    const again = await call('a', 'key');
    const other = await call('b', 'key');

    expect([first.status, atOnce.status, again.status, other.status]).toEqual([201, 409, 201, 422]);
    expect([first.body, again.body]).toEqual([{ attempt: 1 }, { attempt: 2 }]);
    expect(made).toEqual(['a', 'a']);
    expect([...store.records.values()].map(({ answer }) => answer)).toEqual([undefined]);
  });
});
