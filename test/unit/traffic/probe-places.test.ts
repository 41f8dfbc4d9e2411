import { aWatchedSelector } from '../../support/traffic/watched-selector.ts';

const ONLY_CREATIVE = { weights: { fast: 0, balanced: 0, creative: 100 } };

describe('a selection that got the place of the probe and goes elsewhere', () => {
  it('gives it back when another request of its session was faster', async () => {
    const { aContainer, clock, failQwen } = aWatchedSelector({ strategy: 'user_preference' });
    await failQwen();
    clock.time += 10_000;

    const [loser] = await Promise.all([
      aContainer()({ session_id: 'a', preferred_mode: 'creative' }),
      aContainer()({ session_id: 'a', preferred_mode: 'fast' }),
    ]);
    const next = await aContainer()({ session_id: 'b', preferred_mode: 'creative' });

    expect([loser.mode, loser.reason]).toEqual(['fast', 'sticky']);
    expect([next.mode, next.reason]).toEqual(['creative', 'preferred']);
  });

  it('gives it back when the queue of its mode is full, and is no burden to the table until it is not', async () => {
    const load_balancing = { replicas: { creative: ['c-1'] }, max_queue_size: 1, lease_ttl_ms: 120_000 };
    const { select, clock, failQwen, breakers } = aWatchedSelector({ ...ONLY_CREATIVE, load_balancing });
    await select({});
    await failQwen();
    clock.time += 10_000;
    const before = breakers.writes;

    const selections = [];
    for (let i = 0; i < 20; i += 1) selections.push(await select({}));

    expect(selections.map(({ reason }) => reason)).toContain('queue_full');
    expect(breakers.at('qwen')).toMatchObject({ state: 'half_open', probe: undefined });
    expect(breakers.writes - before).toBe(2);
  });

  it('holds nobody up when it can not be given back: then its lease runs out', async () => {
    const load_balancing = { replicas: { creative: ['c-1'] }, max_queue_size: 1, lease_ttl_ms: 120_000 };
    const { select, clock, failQwen, breakers, leases, errors } = aWatchedSelector({
      ...ONLY_CREATIVE,
      load_balancing,
    });
    await select({});
    await failQwen();
    clock.time += 10_000;
    const read = leases.read.bind(leases);
    leases.read = (...args) => {
      breakers.isOut = true;
      return read(...args);
    };

    const selection = await select({});

    expect(selection.reason).toBe('queue_full');
    expect(errors).toMatchObject([{ name: 'StoreUnavailableError' }]);
  });
});
