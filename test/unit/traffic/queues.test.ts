import { aSelector } from '../../support/traffic/selector.ts';

const REPLICAS = { fast: ['fast-1', 'fast-2'], balanced: ['b-1'] };

const withReplicas = (replicas: Record<string, string[]> = REPLICAS, max_queue_size = 10) => ({
  weights: { fast: 0, balanced: 100, creative: 0 },
  load_balancing: { replicas, max_queue_size, lease_ttl_ms: 120_000 },
});

const atOnce = (world: ReturnType<typeof aSelector>, count: number, prefix = 's') =>
  Promise.allSettled(
    Array.from({ length: count }, (_, index) => world.aContainer()({ session_id: `${prefix}-${index}` })),
  );

const answered = (results: Awaited<ReturnType<typeof atOnce>>) =>
  results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));

describe('selections of a mode with replicas', () => {
  it('name a replica and the lease of a place there', async () => {
    const selection = await aSelector(withReplicas()).select({});

    expect(selection).toMatchObject({ mode: 'balanced', reason: 'assigned', replica: 'b-1' });
    expect(selection.leaseId).toMatch(/^b-1\../);
  });

  it('go to the fallback mode when more are in flight than may be, and to no mode when that is full too', async () => {
    const world = aSelector(withReplicas());

    const results = await atOnce(world, 50);

    const selections = answered(results);
    expect(selections.filter(({ reason }) => reason === 'assigned')).toHaveLength(10);
    const sentOn = selections.filter(({ reason }) => reason === 'queue_full');
    expect(sentOn).toHaveLength(10);
    for (const selection of sentOn)
      expect(selection).toMatchObject({ mode: 'fast', assignedMode: 'balanced', models: ['mistral'] });
    for (const result of results.filter(({ status }) => status === 'rejected'))
      expect(result).toMatchObject({ reason: { name: 'QueueFullError' } });
    expect(world.refusals).toHaveLength(30);
  });

  it('have no limit at a fallback mode without replicas', async () => {
    const world = aSelector(withReplicas({ balanced: ['b-1'] }));

    const selections = answered(await atOnce(world, 50));

    expect(selections).toHaveLength(50);
    expect(selections.filter(({ reason }) => reason === 'queue_full')).toHaveLength(40);
    expect(selections.find(({ reason }) => reason === 'queue_full')?.replica).toBeUndefined();
  });

  it('that are sent on or refused keep their pins, and do nothing to breakers', async () => {
    const world = aSelector(withReplicas());
    await atOnce(world, 50);
    const pins = new Map(world.sessions.pins);

    await atOnce(world, 50);

    expect(world.sessions.pins).toEqual(pins);
    expect([...pins.values()].every(({ mode }) => mode === 'balanced')).toBe(true);
    expect(world.breakers.writes).toBe(0);
    expect(world.transitions).toEqual([]);
  });

  it('return to their mode when places are free again', async () => {
    const world = aSelector(withReplicas());
    await atOnce(world, 50);

    world.clock.time += 120_000 + 30_000;
    const [selection] = answered(await atOnce(world, 1));

    expect(selection).toMatchObject({ mode: 'balanced', reason: 'sticky' });
  });

  it('are answered, without a lease, while the leases are out of reach', async () => {
    const world = aSelector(withReplicas());
    world.leases.isOut = true;

    const selections = answered(await atOnce(world, 20));

    expect(selections).toHaveLength(20);
    expect(selections[0]).toMatchObject({ mode: 'balanced', replica: 'b-1' });
    expect(selections[0]?.leaseId).toBeUndefined();
    expect(world.errors).toHaveLength(20);
  });
});

describe('selections without replicas', () => {
  it('cost no read and no write for them', async () => {
    const world = aSelector();

    const selections = answered(await atOnce(world, 50));

    expect(world.leases.calls).toBe(0);
    expect(selections.some((selection) => 'replica' in selection || 'leaseId' in selection)).toBe(false);
  });

  it('of one mode cost nothing for the replicas of another', async () => {
    const world = aSelector(withReplicas({ fast: ['fast-1'] }));

    await atOnce(world, 10);

    expect(world.leases.calls).toBe(0);
  });
});
