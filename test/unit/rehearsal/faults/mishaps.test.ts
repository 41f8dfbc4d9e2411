import { Mishaps } from '../../../../rehearsal/faults/mishaps.ts';

describe('the mishaps of a policy', () => {
  it('befall it once, at the step that it has come to by then', () => {
    const mishaps = new Mishaps();

    mishaps.add('loss_spike', 100);

    expect([mishaps.take(500), mishaps.take(501)]).toEqual([{ isDerailed: true }, undefined]);
  });

  it('wait for a trainer that is late', () => {
    const mishaps = new Mishaps();

    mishaps.add('loss_spike', 100);
    mishaps.add('reward_runaway', 300);

    expect([99, 100, 299, 300].map((step) => mishaps.take(step))).toEqual([
      undefined,
      { isDerailed: true },
      undefined,
      { isHacking: true },
    ]);
  });

  it('are one where they come together', () => {
    const mishaps = new Mishaps();

    mishaps.add('loss_spike', 100);
    mishaps.add('reward_runaway', 200);

    expect(mishaps.take(200)).toEqual({ isDerailed: true, isHacking: true });
  });
});
