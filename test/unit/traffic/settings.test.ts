import { createTrafficControl } from '../../../lib/traffic/control.ts';
import { etagOf, settingsInForce, weightsLabel } from '../../../lib/traffic/settings.ts';
import { StalePreconditionError } from '../../../lib/shared/precondition-errors.ts';
import { allWell } from '../../support/health/recoveries.ts';
import { aTrafficConfig, InMemorySettingsStore } from '../../support/traffic/fakes.ts';

const CONFIGURED = aTrafficConfig().weights;
const NOW = Date.UTC(2026, 0, 1);

function aControl(store = new InMemorySettingsStore(), configured = CONFIGURED) {
  let lastId = 0;
  const control = createTrafficControl({
    modeModels: aTrafficConfig().mode_models,
    recovery: allWell,
    store,
    configured,
    clock: { now: () => NOW },
    ids: () => `c${(lastId += 1)}`,
  });
  const anyone = { by: 'op', matches: () => true };
  const holding = (etag: string) => ({ by: 'op', matches: (current: string) => current === etag });
  return { control, store, anyone, holding };
}

describe('weights', () => {
  it('are the configured ones until someone changes them', async () => {
    const { control } = aControl();

    const settings = await control.read();

    expect(settings).toMatchObject({ weights: CONFIGURED, weightsVersion: 1, revision: 0 });
  });

  it('changed against a stale ETag are refused, and nothing is written', async () => {
    const { control, holding, store } = aControl();
    const etag = etagOf(await control.read(), NOW);
    await control.setWeights(holding(etag), { weights: { fast: 100 }, rebalance: false });

    const second = control.setWeights(holding(etag), { weights: { creative: 100 }, rebalance: false });

    await expect(second).rejects.toThrow(expect.objectContaining({ name: 'StalePreconditionError' }));
    expect(store.stored?.weights).toEqual({ fast: 100, balanced: 0, creative: 0 });
  });

  it('of twenty operators at once with one ETag are changed by exactly one', async () => {
    const { control, holding, store } = aControl();
    const etag = etagOf(await control.read(), NOW);

    const results = await Promise.allSettled(
      Array.from({ length: 20 }, (_, i) =>
        control.setWeights(holding(etag), { weights: { fast: 80 + i, balanced: 20 - i }, rebalance: false }),
      ),
    );

    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(store.stored?.revision).toBe(1);
  });

  it('of eight operators at once who take whatever stands are changed by all, one after the other', async () => {
    const { control, anyone, store } = aControl();

    await Promise.all(
      Array.from({ length: 8 }, (_, i) =>
        control.setWeights(anyone, { weights: { fast: 80 + i, balanced: 20 - i }, rebalance: false }),
      ),
    );

    expect(store.stored?.revision).toBe(8);
  });

  it('are given up after eight lost races', async () => {
    const { control, anyone, store } = aControl();
    let writes = 0;
    store.write = () => {
      writes += 1;
      return Promise.reject(new StalePreconditionError('traffic settings'));
    };

    const change = control.setWeights(anyone, { weights: { fast: 100 }, rebalance: false });

    await expect(change).rejects.toThrow(expect.objectContaining({ name: 'StalePreconditionError' }));
    expect(writes).toBe(8);
  });

  it('set to what they are change neither version nor ETag', async () => {
    const { control, anyone } = aControl();
    const before = await control.read();

    const after = await control.setWeights(anyone, { weights: { ...CONFIGURED }, rebalance: false });

    expect(etagOf(after, NOW)).toBe(etagOf(before, NOW));
  });

  it('set by an operator stand until a deployment configures others, which then are a version of their own', async () => {
    const { control, anyone, store } = aControl();
    const set = await control.setWeights(anyone, { weights: { fast: 100 }, rebalance: false });

    const same = settingsInForce(store.stored, CONFIGURED);
    const deployed = settingsInForce(store.stored, { fast: 50, balanced: 50, creative: 0 });

    expect(same.weights).toEqual({ fast: 100, balanced: 0, creative: 0 });
    expect(deployed).toMatchObject({ weights: { fast: 50, balanced: 50, creative: 0 }, weightsVersion: 3 });
    expect(new Set([set, deployed].map((settings) => etagOf(settings, NOW))).size).toBe(2);
    expect(new Set([set, deployed].map(weightsLabel)).size).toBe(2);
  });

  it('come back from the table in the order of the configuration, so that every container draws alike', async () => {
    const { control, anyone, store } = aControl();
    await control.setWeights(anyone, { weights: { creative: 20, fast: 50, balanced: 30 }, rebalance: false });
    const stored = store.stored;
    if (!stored) throw new Error('nothing was stored');
    const shuffled = { ...stored, weights: { creative: 20, balanced: 30, fast: 50 } };

    const inForce = settingsInForce(shuffled, CONFIGURED);

    expect(Object.keys(inForce.weights)).toEqual(['fast', 'balanced', 'creative']);
  });

  it('whose write was answered too late count as written when the write is repeated', async () => {
    const { control, anyone, store } = aControl();
    const write = store.write.bind(store);
    store.write = async (...call) => {
      await write(...call);
      return write(...call);
    };

    const settings = await control.setWeights(anyone, { weights: { fast: 100 }, rebalance: false });

    expect(settings.weightsVersion).toBe(2);
  });
});

describe('downshifts', () => {
  it('that would make a circle are refused with the circle, also over several flags', async () => {
    const { control, anyone } = aControl();
    await control.setDownshift(anyone, 'creative', { to: 'balanced', reason: 'x' });
    await control.setDownshift(anyone, 'balanced', { to: 'fast', reason: 'x' });

    const circle = control.setDownshift(anyone, 'fast', { to: 'creative', reason: 'x' });

    await expect(circle).rejects.toThrow('fast -> creative -> balanced -> fast');
  });

  it('to itself, from or to an unknown mode, or with an end in the past or beyond a year are refused', async () => {
    const { control, anyone } = aControl();
    const set = (from: string, to: string, until?: number) =>
      control.setDownshift(anyone, from, { to, reason: 'x', ...(until === undefined ? {} : { until }) });

    await expect(set('fast', 'fast')).rejects.toThrow(
      expect.objectContaining({ name: 'DownshiftCycleError' }),
    );
    await expect(set('wild', 'fast')).rejects.toThrow(expect.objectContaining({ name: 'UnknownModeError' }));
    await expect(set('fast', 'wild')).rejects.toThrow(expect.objectContaining({ pointer: '/to' }));
    await expect(set('creative', 'fast', NOW)).rejects.toThrow(
      expect.objectContaining({ pointer: '/until' }),
    );
    await expect(set('creative', 'fast', NOW + 367 * 86_400_000)).rejects.toThrow('2027');
  });

  it('that have ended do not count as part of a circle', async () => {
    const { control, anyone, store } = aControl();
    await control.setDownshift(anyone, 'creative', { to: 'fast', reason: 'x', until: NOW + 1 });
    const later = createTrafficControl({
      modeModels: aTrafficConfig().mode_models,
      recovery: allWell,
      store,
      configured: CONFIGURED,
      clock: { now: () => NOW + 1 },
      ids: () => 'z',
    });

    const settings = await later.setDownshift(anyone, 'fast', { to: 'creative', reason: 'x' });

    expect(Object.keys(settings.downshifts)).toEqual(['fast']);
  });

  it('do not touch the version of the weights, but the ETag', async () => {
    const { control, anyone } = aControl();
    const before = await control.read();

    const after = await control.setDownshift(anyone, 'creative', { to: 'fast', reason: 'x' });

    expect(after.weightsVersion).toBe(before.weightsVersion);
    expect(etagOf(after, NOW)).not.toBe(etagOf(before, NOW));
  });

  it('change the ETag when they end by themselves, each one, and let the old one change nothing', async () => {
    const { control, anyone, holding, store } = aControl();
    await control.setDownshift(anyone, 'creative', { to: 'fast', reason: 'x', until: NOW + 1 });
    await control.setDownshift(anyone, 'balanced', { to: 'fast', reason: 'x', until: NOW + 2 });
    const settings = await control.read();
    const later = createTrafficControl({
      modeModels: aTrafficConfig().mode_models,
      recovery: allWell,
      store,
      configured: CONFIGURED,
      clock: { now: () => NOW + 1 },
      ids: () => 'z',
    });

    const change = later.removeDownshift(holding(etagOf(settings, NOW)), 'balanced');

    await expect(change).rejects.toThrow(expect.objectContaining({ name: 'StalePreconditionError' }));
    expect(new Set([NOW, NOW + 1, NOW + 2].map((now) => etagOf(settings, now))).size).toBe(3);
    expect(etagOf(settings, NOW + 3)).toBe(etagOf(settings, NOW + 2));
  });

  it('taken down twice change nothing the second time', async () => {
    const { control, anyone } = aControl();
    await control.setDownshift(anyone, 'creative', { to: 'fast', reason: 'x' });
    const first = await control.removeDownshift(anyone, 'creative');

    const second = await control.removeDownshift(anyone, 'creative');

    expect(first.downshifts).toEqual({});
    expect(etagOf(second, NOW)).toBe(etagOf(first, NOW));
  });

  it('of a mode that is no longer configured are left out', async () => {
    const { control, anyone, store } = aControl();
    await control.setDownshift(anyone, 'creative', { to: 'fast', reason: 'x' });

    const inForce = settingsInForce(store.stored, { fast: 50, balanced: 50 });

    expect(inForce.downshifts).toEqual({});
  });
});
