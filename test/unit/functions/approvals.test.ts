import { approvalsRoutes, type ApprovalsDependencies } from '../../../functions/approvals/approvals.ts';
import { apiFunction } from '../../../functions/shared/api-function.ts';
import { StoreUnavailableError } from '../../../lib/shared/store-errors.ts';
import type { Clock } from '../../../lib/shared/clock.ts';
import { randomId } from '../../../lib/shared/ids.ts';
import { derivedUlid } from '../../../lib/shared/derived-id.ts';
import { anExecution, aQuestion, ASKED_AT } from '../../support/approvals/builders.ts';
import { aWorld } from '../../support/approvals/world.ts';
import { anEvent, type EventChange } from '../../support/api-event.ts';
import { InMemoryIdempotencyStore } from '../../support/idempotency/in-memory-idempotency-store.ts';
import { invoke, recordingSurroundings } from '../../support/invoke.ts';

const LIST = 'GET /v1/approvals';
const ONE = 'GET /v1/approvals/{id}';
const DECIDE = 'POST /v1/approvals/{id}/decision';

const anIdempotency = (clock: Clock) => ({ store: new InMemoryIdempotencyStore(), clock, ids: randomId });

function anApi() {
  const world = aWorld();
  const surroundings = recordingSurroundings();
  const deps: ApprovalsDependencies = { ...world.deps, idempotency: anIdempotency(world.deps.clock) };
  const handler = apiFunction(approvalsRoutes(deps), surroundings);
  const call = (key: string, change: EventChange = {}) =>
    invoke(handler, anEvent(key, { groups: '[approver]', path: { id: world.id }, ...change }));
  const decide = (username: string, decision = 'approve', change: EventChange = {}) =>
    call(DECIDE, { username, body: { decision, plan_hash: 'sha256:plan' }, ...change });
  return { world, deps, call, decide, ...surroundings };
}

describe('the approvals API', () => {
  it('shows what is asked, by whom and why, and never a token', async () => {
    const { world, call } = anApi();
    await world.ask('the-secret-token');

    const one = await call(ONE);
    const list = await call(LIST);

    expect(one).toMatchObject({ status: 200, headers: { etag: expect.stringMatching(/^"/) } });
    expect(one.body).toMatchObject({
      id: world.id,
      execution_id: anExecution().execution_id,
      summary: 'This will roll back training to step 4500 (2 hours ago)',
      plan: { run_id: 'run-1', step: 4500 },
      plan_hash: 'sha256:plan',
      status: 'pending',
      requested_at: new Date(ASKED_AT).toISOString(),
      expires_at: new Date(ASKED_AT + 3_600_000).toISOString(),
      trigger: { kind: 'alarm', by: 'RewardRunaway' },
      audit: [{ outcome: 'asked' }],
    });
    expect(list.body).toMatchObject({ items: [{ id: world.id }] });
    expect(JSON.stringify([one, list])).not.toContain('secret');
  });

  it('lists one status in pages', async () => {
    const { world, call } = anApi();
    for (let asking = 1; asking <= 5; asking += 1) await world.ask(`t${asking}`, aQuestion({ asking }));

    const first = await call(LIST, { query: { status: 'pending', limit: '3' } });
    const rest = await call(LIST, {
      query: { status: 'pending', limit: '3', cursor: String(first.body['next_cursor']) },
    });
    const none = await call(LIST, { query: { status: 'approved' } });

    expect([first.body['items'], rest.body['items'], none.body['items']]).toMatchObject([
      { length: 3 },
      { length: 2 },
      { length: 0 },
    ]);
    expect(rest.body).not.toHaveProperty('next_cursor');
  });

  it.each([
    [{ status: 'maybe' }, 400],
    [{ state: 'pending' }, 400],
    [{ cursor: 'x' }, 400],
  ])('refuses the query %j', async (query, status) => {
    expect(await anApi().call(LIST, { query })).toMatchObject({ status });
  });

  it('takes a decision, and says who took it by which way', async () => {
    const { world, decide } = anApi();
    await world.ask();

    const answer = await decide('ada', 'approve', { headers: { 'x-artisan-via': 'console' } });

    expect(answer).toMatchObject({
      status: 200,
      body: { status: 'approved', decided_by: 'ada', decided_via: 'console', audit: { length: 2 } },
    });
  });

  it('tells the second who was first and when, and takes the same decision again', async () => {
    const { world, decide } = anApi();
    await world.ask();
    await decide('ada');

    const same = await decide('bob');
    const other = await decide('bob', 'reject');

    expect(same).toMatchObject({ status: 200, body: { decided_by: 'ada' } });
    expect(other).toMatchObject({
      status: 409,
      body: {
        code: 'already_decided',
        detail: `It was approved by ada at ${new Date(ASKED_AT).toISOString()}`,
        approval: { status: 'approved', decided_by: 'ada', decided_at: new Date(ASKED_AT).toISOString() },
      },
    });
  });

  it.each([
    ['of somebody the pool has removed, whatever his token says', 'eve', {}, 403, 'forbidden'],
    ['of an operator', 'vera', { groups: '[approver operator]' }, 403, 'forbidden'],
    ['on another plan', 'ada', { body: { decision: 'approve', plan_hash: 'old' } }, 409, 'plan_changed'],
    ['without a plan', 'ada', { body: { decision: 'approve' } }, 400, 'invalid_request'],
    ['of another kind', 'ada', { body: { decision: 'maybe', plan_hash: 'x' } }, 400, 'invalid_request'],
    [
      'with more in it',
      'ada',
      { body: { decision: 'approve', plan_hash: 'x', a: 1 } },
      400,
      'invalid_request',
    ],
    ['on nothing', 'ada', { path: { id: derivedUlid(1, 'x') } }, 404, 'not_found'],
    ['on what is no id', 'ada', { path: { id: '../token' } }, 404, 'not_found'],
  ])('refuses a decision %s', async (_, username, change, status, code) => {
    const { world, decide } = anApi();
    await world.ask();

    expect(await decide(username, 'approve', change)).toMatchObject({ status, body: { code } });
    expect(await world.store.read(world.id)).toMatchObject({ status: 'pending' });
  });

  it('answers 410 when time is up, and to whoever comes later', async () => {
    const { world, decide } = anApi();
    await world.ask();
    world.time.now += 3_600_000;

    const answers = [await decide('ada'), await decide('ada', 'reject')];

    for (const answer of answers)
      expect(answer).toMatchObject({ status: 410, body: { code: 'approval_over' } });
  });

  it('answers 503 when the user pool does not answer, and takes no token for it', async () => {
    const { world, deps } = anApi();
    await world.ask();
    const groupsOf = () => Promise.reject(new StoreUnavailableError('user pool', new Error('injected')));
    const handler = apiFunction(approvalsRoutes({ ...deps, people: { groupsOf } }), recordingSurroundings());

    const answer = await invoke(
      handler,
      anEvent(DECIDE, {
        groups: '[approver]',
        path: { id: world.id },
        body: { decision: 'approve', plan_hash: 'sha256:plan' },
      }),
    );

    expect(answer).toMatchObject({ status: 503, headers: { 'retry-after': '2' } });
  });

  it('decides nothing by being looked at', async () => {
    const { world, call } = anApi();
    await world.ask();

    for (let i = 0; i < 100; i += 1) await call(ONE);

    expect(await world.store.read(world.id)).toMatchObject({ status: 'pending' });
    expect(world.tasks.taken).toEqual([]);
  });
});
