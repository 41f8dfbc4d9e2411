import { ProblemError } from '../../functions/shared/problem.ts';
import { aThingMaker } from '../support/idempotency/thing-maker.ts';

const LEASE_MS = 30_000;

describe('a request with an Idempotency-Key', () => {
  it.each([2, 10, 50])('sent %p times at once has one effect', async (times) => {
    const { call, made } = aThingMaker();

    const answers = await Promise.all(Array.from({ length: times }, () => call('a', 'key')));
    const later = await call('a', 'key');

    expect(made).toEqual(['a']);
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    for (const { status, headers, body } of answers.filter((answer) => answer.status !== 201))
      expect([status, body['code'], headers['retry-after']]).toEqual([409, 'request_in_progress', '1']);
    expect([later.status, later.body]).toEqual([201, { attempt: 1 }]);
  });
});

describe('a first try that is', () => {
  it('answered to nobody has its answer given to the next one', async () => {
    const { call, made } = aThingMaker();
    const lost = call('a', 'key');
    await lost;

    const { status, body } = await call('a', 'key');

    expect([status, body, made]).toEqual([201, { attempt: 1 }, ['a']]);
  });

  it('killed between effect and record keeps the key for its lease, then the handler runs again', async () => {
    const { call, made, clock } = aThingMaker({
      during: (attempt) => (attempt === 1 ? new Promise(() => undefined) : Promise.resolve()),
    });
    void call('a', 'key');
    await turns();

    const early = await call('a', 'key');
    clock.time += LEASE_MS - 1;
    const lastRefused = await call('a', 'key');
    const other = await call('b', 'key');
    clock.time += 1;
    const otherAfterLease = await call('b', 'key');
    const late = await call('a', 'key');

    expect([early, lastRefused, other, otherAfterLease, late].map(({ status }) => status)).toEqual([
      409, 409, 422, 422, 201,
    ]);
    expect(made).toEqual(['a', 'a']);
  });

  it('slower than its lease finds itself fenced off, and answers what the second try did', async () => {
    const slow = Promise.withResolvers<undefined>();
    const { call, clock } = aThingMaker({
      during: (attempt) => (attempt === 1 ? slow.promise : Promise.resolve()),
    });
    const first = call('a', 'key');
    await turns();
    clock.time += LEASE_MS;
    const second = await call('a', 'key');

    slow.resolve(undefined);
    const late = await first;
    const third = await call('a', 'key');

    expect(second.body).toEqual({ attempt: 2 });
    expect(late.body).toEqual({ attempt: 2 });
    expect(third.body).toEqual({ attempt: 2 });
  });

  it('slower than its lease does not end the second try while that still runs', async () => {
    const [slow, slower] = [Promise.withResolvers<undefined>(), Promise.withResolvers<undefined>()];
    const { call, clock } = aThingMaker({
      during: (attempt) => (attempt === 1 ? slow.promise : slower.promise),
    });
    const first = call('a', 'key');
    await turns();
    clock.time += LEASE_MS;
    const second = call('a', 'key');
    await turns();

    slow.resolve(undefined);
    const late = await first;
    slower.resolve(undefined);
    const answer = await second;

    expect([late.status, late.body['code']]).toEqual([409, 'request_in_progress']);
    expect([answer.status, answer.body]).toEqual([201, { attempt: 2 }]);
  });

  it('slower than its lease answers for itself when the second try has given up', async () => {
    const slow = Promise.withResolvers<undefined>();
    const { call, clock } = aThingMaker({
      during: (attempt) =>
        attempt === 1 ? slow.promise : Promise.reject(new ProblemError('unavailable', 'No')),
    });
    const first = call('a', 'key');
    await turns();
    clock.time += LEASE_MS;
    const second = await call('a', 'key');

    slow.resolve(undefined);
    const late = await first;

    expect([second.status, late.status, late.body]).toEqual([503, 201, { attempt: 1 }]);
  });
});

describe('a store out of reach', () => {
  it('is 503 before any effect when the key cannot be claimed', async () => {
    const { call, made, store } = aThingMaker();
    store.outage = ['claim'];

    const { status, headers } = await call('a', 'key');

    expect([status, headers['retry-after'], made]).toEqual([503, '2', []]);
  });

  it('is 503 when the answer cannot be kept, and the key stays with the try', async () => {
    const { call, store, logged } = aThingMaker();
    store.outage = ['complete'];

    const { status } = await call('a', 'key');
    store.outage = [];
    const again = await call('a', 'key');

    expect([status, logged, again.status]).toEqual([503, ['unavailable'], 409]);
  });

  it('does not hide why the work failed when the key cannot be released', async () => {
    const { call, store } = aThingMaker({
      during: () => Promise.reject(new ProblemError('not_found', 'No')),
    });
    store.outage = ['release'];

    const { status } = await call('a', 'key');

    expect(status).toBe(404);
  });
});

/** Lets everything run that waits for nothing but its turn. */
async function turns(): Promise<void> {
  for (let i = 0; i < 10; i += 1) await new Promise((resolve) => setImmediate(resolve));
}
