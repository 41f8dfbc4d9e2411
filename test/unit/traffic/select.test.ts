import { aSelector, AN_OPERATOR, countModes, seededRandom } from '../../support/traffic/selector.ts';

const HOUR_MS = 3_600_000;
const sessionIds = (count: number) => Array.from({ length: count }, (_, index) => `session-${index}`);

describe('a first request', () => {
  it('is assigned a mode by the weights and pinned for an hour', async () => {
    const { select, clock, sessions } = aSelector();

    const selection = await select({ session_id: 'a' });

    expect(selection.reason).toBe('assigned');
    expect(selection.expiresAtSeconds).toBe(clock.now() / 1_000 + 3_600);
    expect(sessions.pins.get('a')?.mode).toBe(selection.mode);
  });

  it('costs one read and one write, and a return one read', async () => {
    const { select, sessions } = aSelector();

    await select({ session_id: 'a' });
    await select({ session_id: 'a' });

    expect([sessions.reads, sessions.writes]).toEqual([2, 1]);
  });

  it('without a session id draws each time and stores nothing', async () => {
    const { select, sessions } = aSelector();

    const selections = await Promise.all(sessionIds(500).map(() => select({})));

    expect(Object.keys(countModes(selections)).toSorted()).toEqual(['balanced', 'creative', 'fast']);
    expect(selections.every(({ expiresAtSeconds }) => expiresAtSeconds === undefined)).toBe(true);
    expect([sessions.reads, sessions.writes]).toEqual([0, 0]);
  });

  it('is not pinned when sticky sessions are switched off', async () => {
    const { select, sessions } = aSelector({ sticky_session: false });

    const selection = await select({ session_id: 'a' });

    expect(selection.reason).toBe('assigned');
    expect(sessions.pins.size).toBe(0);
  });

  it('fifty at once of one session, from many containers, get one mode', async () => {
    const { aContainer, sessions } = aSelector();
    const containers = Array.from({ length: 10 }, (_, seed) => aContainer(seededRandom(seed)));

    const selections = await Promise.all(
      containers.flatMap((select) => sessionIds(5).map(() => select({ session_id: 'same' }))),
    );

    expect(new Set(selections.map(({ assignedMode }) => assignedMode)).size).toBe(1);
    expect(selections.filter(({ reason }) => reason === 'assigned')).toHaveLength(1);
    expect(sessions.pins.size).toBe(1);
  });
});

describe('a pin', () => {
  it('holds for the absolute hour and not a second longer, however often the session returns', async () => {
    const { select, clock } = aSelector();
    const first = await select({ session_id: 'a' });

    clock.time += HOUR_MS - 1_000;
    const late = await select({ session_id: 'a' });
    clock.time += 1_000;
    const after = await select({ session_id: 'a' });

    expect([late.reason, late.expiresAtSeconds]).toEqual(['sticky', first.expiresAtSeconds]);
    expect(after.reason).toBe('assigned');
  });

  it('stays when the weights change, while new sessions follow them', async () => {
    const { select, control, clock } = aSelector();
    const before = await select({ session_id: 'old' });
    await control.setWeights(AN_OPERATOR, { weights: { creative: 100 }, rebalance: false });
    clock.time += 5_000;

    const old = await select({ session_id: 'old' });
    const fresh = await select({ session_id: 'new' });

    expect([old.mode, old.reason]).toEqual([before.mode, 'sticky']);
    expect([fresh.mode, fresh.weightsVersion]).toEqual(['creative', 2]);
  });

  it('made under older weights is retired by a rebalance', async () => {
    const { select, control, clock } = aSelector({ weights: { fast: 100, balanced: 0, creative: 0 } });
    await select({ session_id: 'old' });
    await control.setWeights(AN_OPERATOR, { weights: { creative: 100 }, rebalance: true });
    clock.time += 5_000;

    const redrawn = await select({ session_id: 'old' });
    const again = await select({ session_id: 'old' });

    expect([redrawn.mode, redrawn.reason]).toEqual(['creative', 'assigned']);
    expect(again.reason).toBe('sticky');
  });

  it('of a mode that is no longer configured counts as none', async () => {
    const { select, sessions, clock } = aSelector();
    sessions.pins.set('a', {
      mode: 'removed',
      weightsVersion: 1,
      expiresAtSeconds: clock.now() / 1_000 + 60,
      assignmentId: 'earlier',
    });

    const selection = await select({ session_id: 'a' });

    expect(selection.reason).toBe('assigned');
    expect(['fast', 'balanced', 'creative']).toContain(selection.mode);
  });

  it('is recognised as our own when the answer to the claim was lost and the claim repeated', async () => {
    const { select, sessions } = aSelector();
    const claim = sessions.claim.bind(sessions);
    sessions.claim = async (...call) => {
      await claim(...call);
      return claim(...call);
    };

    const selection = await select({ session_id: 'a' });

    expect(selection.reason).toBe('assigned');
  });
});

describe('a downshift', () => {
  it('moves sessions along the flags to their end, keeps the assignment, and lets go by itself', async () => {
    const { select, control, clock } = aSelector({ weights: { fast: 0, balanced: 0, creative: 100 } });
    await select({ session_id: 'a' });
    const until = clock.now() + 60_000;
    await control.setDownshift(AN_OPERATOR, 'creative', { to: 'balanced', reason: 'qwen is down', until });
    await control.setDownshift(AN_OPERATOR, 'balanced', { to: 'fast', reason: 'llama too', until });
    clock.time += 5_000;

    const down = await select({ session_id: 'a' });
    clock.time += 60_000;
    const back = await select({ session_id: 'a' });

    expect([down.mode, down.assignedMode, down.reason]).toEqual(['fast', 'creative', 'downshift']);
    expect(down.models).toEqual(['mistral']);
    expect([back.mode, back.reason]).toEqual(['creative', 'sticky']);
  });

  it('is seen by a container that has just read the settings within five seconds', async () => {
    const { select, control, clock } = aSelector({ weights: { fast: 0, balanced: 0, creative: 100 } });
    await select({ session_id: 'a' });
    await control.setDownshift(AN_OPERATOR, 'creative', { to: 'fast', reason: 'test' });

    clock.time += 4_999;
    const before = await select({ session_id: 'a' });
    clock.time += 1;
    const after = await select({ session_id: 'a' });

    expect([before.mode, after.mode]).toEqual(['creative', 'fast']);
  });
});

describe('a session table out of reach', () => {
  it.each(['reads', 'writes'] as const)(
    'for %s is answered by the hash, alike on every container',
    async (outage) => {
      const { aContainer, sessions, published } = aSelector();
      sessions.outage = outage;
      const one = aContainer(seededRandom(1));
      const other = aContainer(seededRandom(2));

      const pairs = await Promise.all(
        sessionIds(300).map(
          async (session_id) => [await one({ session_id }), await other({ session_id })] as const,
        ),
      );

      expect(pairs.every(([a, b]) => a.mode === b.mode && a.reason === 'hash' && b.reason === 'hash')).toBe(
        true,
      );
      expect(Object.keys(countModes(pairs.map(([a]) => a)))).toHaveLength(3);
      expect(published.every(({ origin }) => origin === 'hash')).toBe(true);
    },
  );

  it('does not make the answer fail with an error that is ours', async () => {
    const { select, sessions } = aSelector();
    sessions.find = () => Promise.reject(new TypeError('a bug'));

    await expect(select({ session_id: 'a' })).rejects.toThrow(TypeError);
  });
});

describe('settings that change', () => {
  it.each([500, 1_000, 5_000])('are seen within a weights_max_staleness of %d ms', async (staleness) => {
    const { select, control, clock, published } = aSelector({ weights_max_staleness_ms: staleness });
    await select({});
    await control.setWeights(AN_OPERATOR, { weights: { creative: 100 }, rebalance: false });

    clock.time += staleness;
    const selections = await Promise.all(sessionIds(20).map((session_id) => select({ session_id })));

    expect(countModes(selections)).toEqual({ creative: 20 });
    expect(published.some(({ stale }) => stale)).toBe(false);
  });
});

describe('settings out of reach', () => {
  it('leave the last good ones in force, marked stale, and are tried again now and then', async () => {
    const { select, control, clock, settingsStore, published } = aSelector();
    await control.setWeights(AN_OPERATOR, { weights: { creative: 100 }, rebalance: false });
    await select({ session_id: 'a' });
    settingsStore.isOut = true;
    const readsBefore = settingsStore.reads;

    clock.time += 5_001;
    const selections = await Promise.all(sessionIds(20).map((session_id) => select({ session_id })));

    expect(selections.every(({ mode }) => mode === 'creative')).toBe(true);
    expect(published.slice(1).every(({ stale }) => stale)).toBe(true);
    expect(settingsStore.reads - readsBefore).toBe(1);
  });

  it('on a fresh container leave the configured weights, and are picked up when they return', async () => {
    const { aContainer, clock, settingsStore, control } = aSelector();
    await control.setWeights(AN_OPERATOR, { weights: { creative: 100 }, rebalance: false });
    settingsStore.isOut = true;
    const select = aContainer();

    const blind = await Promise.all(
      sessionIds(100).map((session_id) => select({ session_id: `x${session_id}` })),
    );
    settingsStore.isOut = false;
    clock.time += 5_000;
    const seeing = await select({ session_id: 'later' });

    expect(countModes(blind)['fast']).toBeGreaterThan(40);
    expect(seeing.mode).toBe('creative');
  });
});
