import type { Action } from '../../../console/actions/action.ts';
import { asItIs } from '../../../console/actions/as-it-is.ts';
import { overridesAction } from '../../../console/actions/overrides-action.ts';
import { weightsAction } from '../../../console/actions/traffic-actions.ts';
import { change } from '../../../console/api/change.ts';
import type { Answer } from '../../../console/api/call.ts';
import { callOf, perform } from '../../../console/actions/perform.ts';
import { commandAction } from '../../../console/actions/incident-actions.ts';
import { decideAction } from '../../../console/actions/decide-action.ts';
import { ordersFor } from '../../../console/actions/run-actions.ts';
import { problemOf } from '../../../console/api/problem.ts';

const ACTION: Action = {
  title: 'Do it',
  says: [],
  confirm: 'Do it',
  changes: [],
  guard: { route: 'GET /v1/incidents/{id}', path: { id: '1' } },
  isCreation: true,
  call: ({ reason = '' }) =>
    change({ route: 'POST /v1/executions/{id}/stop', path: { id: '1' }, body: { reason } }),
};
const ATTEMPT = { values: { reason: 'why' }, etag: '"3"', key: 'key-1' };

describe('an action', () => {
  it('names what it changes, and is the same when it is sent again', () => {
    expect(callOf(ACTION, ATTEMPT)).toEqual({
      method: 'POST',
      path: '/v1/executions/1/stop',
      body: { reason: 'why' },
      headers: { 'if-match': '"3"', 'idempotency-key': 'key-1' },
    });
  });

  it('sends what the API has, or has offered: anything else does not compile', () => {
    const wrong: readonly Action['call'][] = [
      // @ts-expect-error nobody has held it to the API
      () => ({ method: 'PUT', path: '/v1/thing', body: {} }),
      // @ts-expect-error there is no such route
      () => change({ route: 'PUT /v1/thing', body: {} }),
      // @ts-expect-error a drill has a reason
      () => change({ route: 'POST /v1/drills', body: {} }),
    ];

    expect(wrong).toHaveLength(3);
  });

  it.each([
    [409, 'changed'],
    [410, 'changed'],
    [412, 'changed'],
    [403, 'refused'],
    [422, 'refused'],
    [429, 'refused'],
    [503, 'refused'],
  ])('answered with %i is %s', async (status, kind) => {
    const problem = problemOf(status, { title: 'No', detail: 'because' });

    const outcome = await perform(() => Promise.resolve({ kind: 'problem', problem }), ACTION, ATTEMPT);

    expect(outcome).toEqual({ kind, problem });
  });

  it('of an approver is bound to the plan that he read', () => {
    const approval = { id: 'A/1', plan_hash: 'hash', step_name: 'Roll back', summary: 'It goes back' };

    const { call, says } = decideAction(approval, 'approve', ['Verify']);

    expect(says).toEqual(['It goes back', 'Then: Verify.']);
    expect(call({ comment: ' yes ' })).toEqual({
      method: 'POST',
      path: '/v1/approvals/A%2F1/decision',
      body: { decision: 'approve', plan_hash: 'hash', comment: 'yes' },
    });
  });

  it('that an incident offers goes out as it was offered, but for a reason of one’s own', () => {
    const command = {
      title: 'Release it',
      method: 'PUT' as const,
      path: '/v1/breakers/qwen',
      headers: { 'if-match': '*' },
      body: { state: 'auto', reason: 'Decided in INC-1' },
    };

    const { call, fields } = commandAction(command);

    expect(fields).toMatchObject([{ initial: 'Decided in INC-1', isRequired: true }]);
    expect(call({ reason: 'it is well' })).toEqual({
      method: 'PUT',
      path: '/v1/breakers/qwen',
      headers: { 'if-match': '*' },
      body: { state: 'auto', reason: 'it is well' },
    });
  });

  it.each([
    ['running', ['pause', 'save_now', 'stop']],
    ['paused', ['resume', 'stop']],
    ['finished', []],
  ] as const)('on a run that is %s is one of %j', (status, orders) => {
    expect(ordersFor({ status })).toEqual(orders);
  });
});

describe('an action on something that others change, too', () => {
  const traffic = (weights: Readonly<Record<string, number>>) => ({
    ...{ strategy: 'weighted_random', weights, weights_version: 1, fallback_mode: 'fast' },
    ...{ sticky: { enabled: true, ttl_seconds: 3_600 }, downshifts: {}, breakers: [] },
  });
  const shown = weightsAction(traffic({ fast: 60, creative: 40 }));
  const answer = (body: unknown): Answer => ({ kind: 'ok', status: 200, body, etag: '"new"' });
  const initial = ({ fields = [] }: Action) => fields.map(({ initial: value }) => value);

  it('is about what its ETag is of, and says that this is new', () => {
    const { action, etag, isNewer, isRead } = asItIs(
      shown,
      answer(traffic({ fast: 90, creative: 10 })),
      '"old"',
    );

    expect([initial(action), etag, isNewer, isRead]).toEqual([['90', '10', undefined], '"new"', true, true]);
  });

  it('is said to be new where only its ETag tells so', () => {
    const same = answer(traffic({ fast: 60, creative: 40 }));

    expect(asItIs(shown, same, '"old"').isNewer).toBe(true);
    expect(asItIs(shown, same, '"new"').isNewer).toBe(false);
    expect(asItIs(shown, same, undefined).isNewer).toBe(false);
  });

  it('can not be sent while that is not known', () => {
    const problem = problemOf(503, {});

    expect(asItIs(shown, { kind: 'problem', problem }, undefined)).toMatchObject({ isRead: false, problem });
    expect(asItIs(shown, answer({ weights: 'many' }), undefined)).toMatchObject({
      isRead: false,
      problem: { title: 'The answer can not be read' },
    });
  });

  it('shows the overrides of now, of which its ETag is', () => {
    const run = {
      run_id: 'r',
      overrides: {},
      schedule: { learning_rate: 1, clip_range: 1, entropy_coef: 1 },
    };
    const action = overridesAction(run as Parameters<typeof overridesAction>[0]);
    const set = { value: 0.5, owner: 'rosa', at: '2026-01-31T12:00:00.000Z', reason: 'why' };

    const now = asItIs(action, answer({ clip_range: set }), undefined);

    expect([initial(now.action)[1], now.isNewer]).toEqual(['0.5', true]);
  });
});
