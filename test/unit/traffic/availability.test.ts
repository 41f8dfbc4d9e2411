import { aTrafficConfig } from '../../support/traffic/fakes.ts';
import { AN_OPERATOR } from '../../support/traffic/selector.ts';
import { aWatchedSelector, PAST_THE_CACHE_MS } from '../../support/traffic/watched-selector.ts';

const ONLY_CREATIVE = { weights: { fast: 0, balanced: 0, creative: 100 } };
const { breaker: policy } = aTrafficConfig();

describe('a session whose mode fails', () => {
  it('goes down the configured way and comes back, its pin untouched', async () => {
    const { select, clock, sessions, failQwen, reports } = aWatchedSelector(ONLY_CREATIVE);
    const first = await select({ session_id: 'a' });
    const pin = sessions.pins.get('a');

    await failQwen();
    const down = await select({ session_id: 'a' });
    clock.time += 10_000;
    const probe = await select({ session_id: 'a' });
    await reports.recordOutcomes([
      { models: ['qwen'], status: 'ok', latencyMs: 5, nonce: probe.nonce, selectedAt: probe.at },
    ]);
    clock.time += PAST_THE_CACHE_MS;
    const back = await select({ session_id: 'a' });

    expect([first.mode, first.reason]).toEqual(['creative', 'assigned']);
    expect(down).toMatchObject({
      mode: 'balanced',
      assignedMode: 'creative',
      reason: 'breaker_open',
      models: ['mistral', 'llama'],
      expiresAtSeconds: first.expiresAtSeconds,
    });
    expect([probe.mode, probe.reason]).toEqual(['creative', 'sticky']);
    expect([back.mode, back.reason]).toEqual(['creative', 'sticky']);
    expect([sessions.pins.get('a'), sessions.writes]).toEqual([pin, 1]);
  });

  it.each([
    ['qwen', { creative: 'balanced', balanced: 'balanced', fast: 'fast' }],
    ['llama', { creative: 'fast', balanced: 'fast', fast: 'fast' }],
  ])('with %s down is answered by the next mode whose models are all well', async (model, expected) => {
    const { order, aContainer } = aWatchedSelector({ strategy: 'user_preference' });
    const assigned = Object.keys(expected);
    for (const mode of assigned) await aContainer()({ session_id: mode, preferred_mode: mode });
    await order('forced_open', model);

    const answers = await Promise.all(assigned.map((mode) => aContainer()({ session_id: mode })));

    expect(Object.fromEntries(answers.map(({ assignedMode, mode }) => [assignedMode, mode]))).toEqual(
      expected,
    );
  });

  it('is marked as fallback when no mode is available', async () => {
    const { select, order } = aWatchedSelector(ONLY_CREATIVE);
    await order('forced_open', 'mistral');

    expect(await select({ session_id: 'a' })).toMatchObject({
      mode: 'fast',
      assignedMode: 'creative',
      reason: 'fallback',
    });
  });

  it('is marked as fallback even when the fallback mode is its own', async () => {
    const { select, order } = aWatchedSelector({ weights: { fast: 100, balanced: 0, creative: 0 } });
    await order('forced_open', 'mistral');

    expect(await select({ session_id: 'a' })).toMatchObject({ mode: 'fast', reason: 'fallback' });
  });

  it('takes any mode that gets traffic before a fallback that is down, the largest share first', async () => {
    const { select, order } = aWatchedSelector({
      weights: { fast: 50, small: 20, big: 30, idle: 0 },
      mode_models: { fast: ['mistral'], small: ['qwen'], big: ['llama'], idle: ['llama'] },
      downshift: {},
    });
    await order('forced_open', 'mistral');
    const pinned = Array.from({ length: 20 }, (_, i) => `s${i}`);

    const answers = await Promise.all(pinned.map((session_id) => select({ session_id })));
    await order('forced_open', 'llama');
    const without = await Promise.all(pinned.map((session_id) => select({ session_id })));

    const modesOf = (all: typeof answers) =>
      new Set(
        all.filter((one) => one.assignedMode === 'fast').map(({ mode, reason }) => `${mode} ${reason}`),
      );
    expect(modesOf(answers)).toEqual(new Set(['big breaker_open']));
    expect(modesOf(without)).toEqual(new Set(['small breaker_open']));
  });

  it('does not go where a flag has turned a mode down', async () => {
    const { select, order, control, clock } = aWatchedSelector(ONLY_CREATIVE);
    await control.setDownshift(AN_OPERATOR, 'balanced', { to: 'fast', reason: 'test' });
    clock.time += 5_000;
    await order('forced_open', 'qwen');

    expect(await select({ session_id: 'a' })).toMatchObject({ mode: 'fast', reason: 'breaker_open' });
  });

  it('is told of the flag when the breaker has nothing against where it leads', async () => {
    const { select, order, control, clock } = aWatchedSelector(ONLY_CREATIVE);
    await control.setDownshift(AN_OPERATOR, 'creative', { to: 'balanced', reason: 'test' });
    clock.time += 5_000;
    await order('forced_open', 'qwen');

    expect(await select({ session_id: 'a' })).toMatchObject({ mode: 'balanced', reason: 'downshift' });
  });

  it('is not sent back by the last resort to a fallback mode that a flag has turned down', async () => {
    const { select, order, control, clock } = aWatchedSelector({
      ...ONLY_CREATIVE,
      fallback_mode: 'balanced',
    });
    await control.setDownshift(AN_OPERATOR, 'balanced', { to: 'fast', reason: 'test' });
    clock.time += 5_000;
    await order('forced_open', 'mistral');

    expect(await select({ session_id: 'a' })).toMatchObject({ mode: 'fast', reason: 'fallback' });
  });

  it('comes back at once from a breaker that is forced closed or given back', async () => {
    const { select, order, failQwen } = aWatchedSelector(ONLY_CREATIVE);
    await failQwen();
    await order('forced_closed', 'qwen');
    const forced = await select({ session_id: 'a' });
    await order('auto', 'qwen');
    const auto = await select({ session_id: 'a' });

    expect([forced.mode, auto.mode]).toEqual(['creative', 'creative']);
  });
});

describe('a preference', () => {
  it('for a mode that is down is not kept: the mode is drawn', async () => {
    const { select, order } = aWatchedSelector({
      strategy: 'user_preference',
      weights: { fast: 100, balanced: 0, creative: 0 },
    });
    await order('forced_open', 'qwen');

    const selection = await select({ session_id: 'a', preferred_mode: 'creative' });

    expect([selection.mode, selection.reason]).toEqual(['fast', 'assigned']);
  });

  it('for a half-open one is kept for the probe alone, even where no weight leads', async () => {
    const { aContainer, clock, failQwen } = aWatchedSelector({
      strategy: 'user_preference',
      weights: { fast: 100, balanced: 0, creative: 0 },
    });
    await failQwen();
    clock.time += 10_000;

    const selections = await Promise.all(
      Array.from({ length: 50 }, (_, i) => aContainer()({ session_id: `s${i}`, preferred_mode: 'creative' })),
    );

    const reasons = selections.map(({ mode, reason }) => `${mode} ${reason}`);
    expect(reasons.filter((each) => each === 'creative preferred')).toHaveLength(1);
    expect(reasons.filter((each) => each === 'fast assigned')).toHaveLength(49);
  });
});

describe('fifty parallel selections at a half-open breaker', () => {
  it.each([
    ['of fifty containers', 50],
    ['of one container', 1],
  ])('%s: one is the probe, the others go on as if it were open', async (_what, containers) => {
    const { aContainer, clock, failQwen, transitions } = aWatchedSelector(ONLY_CREATIVE);
    const selects = Array.from({ length: containers }, () => aContainer());
    await failQwen();
    clock.time += 10_000;

    const selections = await Promise.all(
      Array.from({ length: 50 }, async (_, i) => selects[i % containers]?.({ session_id: `s${i}` })),
    );

    expect(selections.filter((each) => each?.mode === 'creative')).toHaveLength(1);
    expect(selections.filter((each) => each?.reason === 'breaker_open')).toHaveLength(49);
    expect(transitions.map(({ state }) => state)).toEqual(['open', 'half_open']);
  });
});

describe('a selection in steady state', () => {
  it('costs the breakers nothing, but for one read a second and container', async () => {
    const { select, breakers, clock } = aWatchedSelector();
    await select({ session_id: 'a' });
    const before = breakers.reads;

    for (let i = 0; i < 1_000; i += 1) {
      clock.time += 10;
      await select({ session_id: 'a' });
    }

    expect([breakers.reads - before, breakers.writes]).toEqual([10, 0]);
  });

  it('while open costs no more', async () => {
    const { select, breakers, clock, failQwen } = aWatchedSelector(ONLY_CREATIVE);
    await failQwen();
    const { reads, writes } = breakers;

    for (let i = 0; i < 80; i += 1) {
      clock.time += 100;
      await select({ session_id: 'a' });
    }

    expect(breakers.reads - reads).toBeLessThanOrEqual(9);
    expect(breakers.writes).toBe(writes);
  });
});

describe('breakers out of reach', () => {
  it('go on as last known for one window, then count as closed, marked as stale all the while', async () => {
    const { select, breakers, clock, order, published, errors } = aWatchedSelector(ONLY_CREATIVE);
    await order('forced_open', 'qwen');
    await select({ session_id: 'a' });
    const lastRead = clock.time;
    breakers.isOut = true;

    clock.time = lastRead + 1_001;
    const soon = await select({ session_id: 'a' });
    clock.time = lastRead + policy.window_ms;
    const late = await select({ session_id: 'a' });
    clock.time += 1;
    const forgotten = await select({ session_id: 'a' });
    breakers.isOut = false;
    clock.time += 5_000;
    const back = await select({ session_id: 'a' });

    expect([soon, late, forgotten, back].map(({ mode }) => mode)).toEqual([
      'balanced',
      'balanced',
      'creative',
      'balanced',
    ]);
    expect(published.slice(1).map(({ breakersStale }) => breakersStale)).toEqual([true, true, true, false]);
    expect(errors).toHaveLength(2);
  });

  it('are tried again once in five seconds, and no probe is sent into the dark', async () => {
    const { select, breakers, clock, failQwen } = aWatchedSelector(ONLY_CREATIVE);
    await failQwen();
    await select({ session_id: 'a' });
    breakers.isOut = true;
    clock.time += 10_000;
    const { reads, writes } = breakers;

    const answers = [];
    for (let i = 0; i < 49; i += 1) {
      answers.push(await select({ session_id: 'a' }));
      clock.time += 100;
    }

    expect([breakers.reads - reads, breakers.writes - writes]).toEqual([1, 0]);
    expect(new Set(answers.map(({ reason }) => reason))).toEqual(new Set(['breaker_open']));
  });

  it('count as closed in a container that never read any', async () => {
    const { select, breakers, order } = aWatchedSelector(ONLY_CREATIVE);
    await order('forced_open', 'qwen');
    breakers.isOut = true;

    expect(await select({ session_id: 'a' })).toMatchObject({ mode: 'creative', reason: 'assigned' });
  });
});
