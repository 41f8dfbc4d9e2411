import { breakerAction, breakerOrders } from '../../../console/actions/breaker-actions.ts';
import { instantOf } from '../../../console/actions/instant.ts';
import { overridesAction } from '../../../console/actions/overrides-action.ts';
import { downshiftAction, restoreAction, weightsAction } from '../../../console/actions/traffic-actions.ts';
import { joined } from '../../../console/charts/joined.ts';
import type { BreakerAnswer } from '../../../lib/contracts/answers/breakers.ts';
import type { RunAnswer } from '../../../lib/contracts/answers/runs.ts';

const WEIGHTS = { weights: { fast: 60, balanced: 40 } };
const BREAKER: BreakerAnswer = {
  model: 'qwen',
  state: 'forced_open',
  generation: 1,
  error_rate: 0,
  volume: 0,
  consecutive_failures: 0,
};

describe('the weights', () => {
  const { call, objection, fields, guard } = weightsAction(WEIGHTS);
  const values = { 'weight:fast': '70', 'weight:balanced': '30', rebalance: '' };

  it('begin as they are, and go out under the version that was read', () => {
    expect(fields?.map(({ initial }) => initial)).toEqual(['60', '40', undefined]);
    expect(guard).toEqual({ route: 'GET /v1/traffic' });
    expect(call(values)).toEqual({
      method: 'PUT',
      path: '/v1/traffic/weights',
      body: { weights: { fast: 70, balanced: 30 } },
    });
    expect(call({ ...values, rebalance: 'true' }).body).toMatchObject({ rebalance: true });
  });

  it.each([
    ['70', '30', undefined],
    ['70', '20', 'They add up to 90; they have to add up to 100.'],
    ['x', '20', 'They add up to NaN; they have to add up to 100.'],
  ])('of %s and %s: %s', (fast, balanced, says) => {
    expect(objection?.({ 'weight:fast': fast, 'weight:balanced': balanced })).toBe(says);
  });
});

describe('a downshift', () => {
  it('goes to another mode, until a time if one is given', () => {
    const { call, fields } = downshiftAction(WEIGHTS, 'a/b');

    expect(fields?.[0]).toMatchObject({ kind: { choices: ['fast', 'balanced'] }, initial: 'fast' });
    expect(call({ to: 'fast', until: '', reason: 'slow' })).toEqual({
      method: 'PUT',
      path: '/v1/traffic/downshifts/a%2Fb',
      body: { to: 'fast', reason: 'slow' },
    });
    expect(call({ to: 'fast', until: '2026-01-31T12:00Z', reason: 'slow' }).body).toMatchObject({
      until: '2026-01-31T12:00:00.000Z',
    });
  });

  it('does not go anywhere at a time that is half filled in', () => {
    const { objection } = downshiftAction(WEIGHTS, 'fast');

    expect(objection?.({ until: '2026-01' + 'x' })).toBe('The time is not complete.');
    expect(objection?.({ until: '' })).toBeUndefined();
    expect(instantOf('')).toBeUndefined();
  });

  it('of a person is restored at once, one of a runbook by who insists and says why', () => {
    const owned = { to: 'fast', owner: 'rosa', reason: 'slow' };
    const own = restoreAction({ downshifts: { balanced: owned } }, 'balanced');
    const runbooks = restoreAction({ downshifts: { balanced: { ...owned, execution_id: 'E' } } }, 'balanced');

    expect(own.fields).toBeUndefined();
    expect(own.call({})).toEqual({ method: 'DELETE', path: '/v1/traffic/downshifts/balanced' });
    expect(runbooks.objection?.({ force: 'true', reason: ' ' })).toBe('Whoever insists says why.');
    expect(runbooks.call({ force: 'true', reason: 'a & b' }).path).toBe(
      '/v1/traffic/downshifts/balanced?force=true&reason=a+%26+b',
    );
    expect(runbooks.call({ force: '', reason: 'x' }).path).toBe('/v1/traffic/downshifts/balanced');
  });
});

describe('a breaker', () => {
  it.each([
    ['closed', ['forced_open', 'forced_closed']],
    ['open', ['forced_open', 'forced_closed']],
    ['forced_open', ['auto', 'forced_closed']],
    ['forced_closed', ['auto', 'forced_open']],
  ] as const)('that is %s may be asked for %j', (state, orders) => {
    expect(breakerOrders({ state })).toEqual(orders);
  });

  it('of a runbook decides by itself again when a person insists', () => {
    const { fields, call } = breakerAction({ ...BREAKER, execution_id: 'E' }, 'auto');

    expect(fields?.map(({ name }) => name)).toEqual(['force', 'reason']);
    expect(call({ force: 'true', reason: 'it is well' })).toEqual({
      method: 'PUT',
      path: '/v1/breakers/qwen',
      body: { state: 'auto', reason: 'it is well', force: true },
    });
    expect(breakerAction(BREAKER, 'auto').fields?.map(({ name }) => name)).toEqual(['reason']);
  });
});

describe('overrides', () => {
  const at = '2026-01-31T12:00:00.000Z';
  const run = {
    run_id: 'night',
    overrides: { clip_range: { value: 0.1, owner: 'rosa', reason: 'it swings', at } },
    schedule: { learning_rate: 3e-4, clip_range: 0.1, entropy_coef: 0.01 } as RunAnswer['schedule'],
  };
  const { fields, call, objection } = overridesAction(run);

  it('begin as they stand, and what is empty is left out', () => {
    expect(fields?.map(({ initial }) => initial)).toEqual([undefined, '0.1', undefined, undefined]);
    expect(call({ learning_rate: '1e-4', clip_range: '', entropy_coef: '0', reason: 'calm' })).toEqual({
      method: 'PUT',
      path: '/v1/runs/night/overrides',
      body: { learning_rate: 1e-4, entropy_coef: 0, reason: 'calm' },
    });
  });

  it.each([
    [{ learning_rate: '0' }, 'learning_rate: 0 is not above 0 and at most 1.'],
    [{ clip_range: '2' }, 'clip_range: 2 is not above 0 and at most 1.'],
    [{ entropy_coef: 'x' }, 'entropy_coef: NaN is not above 0 and at most 1.'],
    [{ entropy_coef: '0' }, undefined],
    [{}, undefined],
  ])('%j: %s', (values, says) => {
    expect(objection?.(values as Record<string, string>)).toBe(says);
  });
});

describe('a series in parts', () => {
  it('is one, with gaps where a part has no such metric', () => {
    const run = { run_id: 'night', attempt: 1 };

    const whole = joined([
      { ...run, steps: [0, 1], columns: { reward: [1, 2] }, next_from: 2 },
      { ...run, steps: [2], columns: { reward: [3], kl: [0.1] } },
    ]);

    expect(whole).toEqual({ steps: [0, 1, 2], columns: { reward: [1, 2, 3], kl: [null, null, 0.1] } });
  });
});
