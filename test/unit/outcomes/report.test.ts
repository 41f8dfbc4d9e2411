import { StoreUnavailableError } from '../../../lib/shared/store-errors.ts';
import { aReport, aSelection, reportsOf } from '../../support/outcomes/builders.ts';
import { aReporter } from '../../support/outcomes/reporter.ts';

const KEY = { key: 'k', fingerprint: 'f' };

const leased = (nonce: string) =>
  aReport({ selection: aSelection({ nonce }), lease_id: `lease-of-${nonce}` });

describe('a batch of reports', () => {
  it('is counted, told to the breakers and published, and its leases are given back', async () => {
    const { report, ledger, breakers, leases, published } = aReporter();

    const recorded = await report([leased('a'), aReport({ mode: 'fast' })], KEY);

    expect(recorded).toMatchObject({ isReplay: false, answer: { accepted: 1, rejected: [{ index: 1 }] } });
    expect(ledger.batches).toHaveLength(1);
    expect(ledger.batches[0]?.additions.map(({ model }) => model)).toEqual(['mistral', 'llama']);
    expect(breakers.evaluations).toBe(1);
    expect(leases.returned).toEqual([
      { leaseId: 'lease-of-a', mode: 'balanced', selection: aSelection({ nonce: 'a' }) },
    ]);
    expect(published).toHaveLength(1);
  });

  it('that comes again is neither counted nor published again; its leases are given back again', async () => {
    const { report, ledger, breakers, leases, published } = aReporter();
    const first = await report([leased('a')], KEY);

    const again = await report([leased('a')], KEY);

    expect(again).toEqual({ answer: first.answer, isReplay: true });
    expect([ledger.batches.length, breakers.evaluations, published.length]).toEqual([1, 1, 1]);
    expect(leases.returned).toHaveLength(2);
  });

  it('answers the same again when its outcomes have become late since', async () => {
    const { report, clock } = aReporter();
    const first = await report(reportsOf(3), KEY);
    clock.time += 3_600_000;

    expect((await report(reportsOf(3), KEY)).answer).toEqual(first.answer);
    expect((await report(reportsOf(3), { ...KEY, key: 'other' })).answer).toMatchObject({
      accepted: 0,
      rejected: Array(3).fill(expect.objectContaining({ code: 'late_outcome' })),
    });
  });

  it('of which nothing counts asks no store, unless a key wants its answer kept', async () => {
    const { report, ledger, breakers } = aReporter();

    await report([aReport({ selection_id: 'unknown' })]);
    expect([ledger.batches.length, breakers.prepared.length]).toEqual([0, 0]);

    await report([aReport({ selection_id: 'unknown' })], KEY);
    expect(ledger.batches).toHaveLength(1);
  });

  it('does not let cancelled requests speak against a model', async () => {
    const { report, ledger } = aReporter();

    await report(reportsOf(20, { status: 'cancelled', latency_ms: 10 }));

    expect(ledger.batches[0]?.additions.map(({ counts }) => counts.failed)).toEqual([0, 0]);
  });

  it.each([
    ['the ledger', (world: ReturnType<typeof aReporter>) => (world.ledger.isOut = true)],
    ['the breakers', (world: ReturnType<typeof aReporter>) => (world.breakers.isOut = 'before')],
  ])('fails whole while %s can not be had: nothing is counted or published', async (_what, breakIt) => {
    const world = aReporter();
    breakIt(world);

    await expect(world.report(reportsOf(2), KEY)).rejects.toBeInstanceOf(StoreUnavailableError);

    expect([world.ledger.batches.length, world.published.length]).toEqual([0, 0]);
  });

  it('fails while the signing key can not be had: no outcome is called unknown for that', async () => {
    const out = new StoreUnavailableError('control table', new Error('injected'));
    const { report, ledger } = aReporter({ claims: () => Promise.reject(out) });

    await expect(report(reportsOf(2))).rejects.toBe(out);
    expect(ledger.batches).toEqual([]);
  });

  it('is answered all the same when leases can not be given back, or breakers not be evaluated', async () => {
    const world = aReporter();
    world.leases.isOut = true;
    world.breakers.isOut = 'after';

    expect(await world.report([leased('a')], KEY)).toMatchObject({ answer: { accepted: 1 } });
    expect(world.errors).toHaveLength(2);
  });
});
