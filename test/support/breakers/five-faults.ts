import type { BreakerWorld } from './world.ts';

type Scenario = (world: BreakerWorld, callers: number) => Promise<void>;

/**
 * What the nearest open-source breaker for Lambda and DynamoDB gets wrong (gunnargrosch/circuitbreaker-lambda 0.x), by
 * what must hold instead. Each with `callers` at once, 20 or more, each in a container of its own.
 */
export const FIVE_FAULTS: Readonly<Record<string, Scenario>> = {
  'a late success closes no open breaker, nor a half-open one that tries another': async (world, callers) => {
    const { clock, policy, reportEach, standing } = world;
    const selectedAt = clock.time;
    await reportEach(callers, { status: 'error' });
    clock.time += 1_000;

    await reportEach(callers, { status: 'ok', selectedAt });
    expect(await standing()).toMatchObject({ state: 'open', generation: 1 });

    clock.time += policy.backoff_initial_ms;
    const [probe] = await world.askEach(callers);
    await reportEach(callers, { status: 'ok', selectedAt });
    expect(await standing()).toMatchObject({ state: 'half_open', generation: 2, probe: { owner: probe } });
  },

  'no failure of many at once is lost': async ({ reportEach, counted, standing, transitions }, callers) => {
    await reportEach(callers, { status: 'error' });

    expect(await counted()).toMatchObject({ failed: callers, volume: callers });
    expect(await standing()).toMatchObject({ state: 'open', generation: 1 });
    expect(transitions).toHaveLength(1);
  },

  'its own refusals count as nothing': async (world, callers) => {
    const { reportEach, askEach, counted, standing } = world;
    await reportEach(callers, { status: 'error' });
    const before = [await standing(), await counted()];

    const admitted = await askEach(callers);

    expect(admitted).toEqual([]);
    expect([await standing(), await counted()]).toEqual(before);
  },

  'half-open lets one through, and after it all or none': async (world, callers) => {
    const { clock, policy, reportEach, askEach, aContainer, outcome, standing } = world;
    await reportEach(callers, { status: 'error' });
    clock.time += policy.backoff_initial_ms;

    const [failing, ...others] = await askEach(callers);
    expect([typeof failing, others]).toEqual(['string', []]);
    await aContainer().reports.recordOutcomes([outcome({ nonce: failing ?? '', status: 'error' })]);
    expect(await askEach(callers)).toEqual([]);

    clock.time += 2 * policy.backoff_initial_ms;
    const [succeeding, ...more] = await askEach(callers);
    expect(more).toEqual([]);
    await aContainer().reports.recordOutcomes([outcome({ nonce: succeeding ?? '' })]);
    expect(await standing()).toMatchObject({ state: 'closed', series: 1 });
    expect(await askEach(callers)).toHaveLength(callers);
  },

  'failures decay with the window, and none from before a closing opens it again': async (world, callers) => {
    const { clock, policy, reportEach, askEach, aContainer, outcome, standing, counted } = world;
    await reportEach(policy.min_volume - 1, { status: 'error' });
    clock.time += policy.window_ms;

    await reportEach(policy.min_volume - 1, { status: 'error' });
    expect(await standing()).toMatchObject({ state: 'closed', generation: 0 });

    const selectedAt = clock.time;
    await reportEach(callers, { status: 'error' });
    clock.time += policy.backoff_initial_ms;
    const [probe = ''] = await askEach(1);
    await aContainer().reports.recordOutcomes([outcome({ nonce: probe })]);
    clock.time += 1;
    await reportEach(callers, { status: 'error', selectedAt });
    await reportEach(1, { status: 'error' });
    expect(await standing()).toMatchObject({ state: 'closed' });
    expect(await counted()).toMatchObject({ volume: 1 });
  },
};
