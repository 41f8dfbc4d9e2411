import { calmnessOf } from '../../../lib/signals/calm.ts';
import { aSignal, figuresOf, MINUTE, NOON } from '../../support/signals/a-signal.ts';

const since = NOON + 10_000;

describe('a signal that has to be calm', () => {
  it.each([
    ['calm', 'its newest figure is', { 1: 99, 2: 80 }],
    ['breaching', 'its newest figure is not', { 1: 80, 2: 99 }],
    ['silent', 'it has no data', {}],
    ['silent', 'its only data began before', { 0: 80 }],
  ] as const)('is %s when %s', async (is, _why, byMinute) => {
    const { figures } = figuresOf(byMinute);

    expect((await calmnessOf(figures, aSignal(), { since, now: NOON + 2.5 * MINUTE })).is).toBe(is);
  });

  it('is looked at in the shortest periods, from the first that begins after the change', async () => {
    const { figures, asked } = figuresOf({});
    const signal = aSignal({ period_seconds: 300, shortest_seconds: 60 });

    await calmnessOf(figures, signal, { since, now: NOON + 2.5 * MINUTE });

    expect(asked).toMatchObject([{ from: NOON + MINUTE, to: NOON + 3 * MINUTE, periodSeconds: 60 }]);
  });

  it('is silent before such a period has begun, and nobody is asked', async () => {
    const { figures, asked } = figuresOf({ 0: 80 });

    const { is, text } = await calmnessOf(figures, aSignal(), { since, now: since + 1_000 });

    expect([is, asked]).toEqual(['silent', []]);
    expect(text).toBe('ApiCpu (Average of CpuUtilization over 60 s; breaches above 85): no data yet');
  });

  it('breaches if one of several units of its newest period does', async () => {
    const at = NOON + MINUTE;
    const figures = {
      read: () =>
        Promise.resolve([
          { at, value: 99 },
          { at, value: 80 },
        ]),
    };

    expect((await calmnessOf(figures, aSignal(), { since, now: at + 1 })).is).toBe('breaching');
  });
});
