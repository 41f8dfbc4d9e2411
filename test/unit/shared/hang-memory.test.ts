import { rememberHangs } from '../../../lib/shared/hang-memory.ts';
import { StoreUnavailableError } from '../../../lib/shared/store-errors.ts';

function aStore() {
  const clock = { time: 0, now: () => clock.time };
  const call = rememberHangs('session table', clock);
  let asked = 0;
  const ask = (tookMs: number, error?: Error) =>
    call(() => {
      asked += 1;
      clock.time += tookMs;
      return error ? Promise.reject(error) : Promise.resolve('pin');
    }).catch((failure: unknown) => (failure instanceof Error ? failure.name : failure));
  return { clock, call, ask, asked: () => asked };
}

const unavailable = new StoreUnavailableError('session table', new Error('injected'));

describe('the memory of a store that hung', () => {
  it('spares others the wait for five seconds, then lets one try again', async () => {
    const { clock, ask, asked } = aStore();

    const first = await ask(1_500, unavailable);
    clock.time += 4_999;
    const skipped = await ask(1_500, unavailable);
    clock.time += 1;
    const again = await ask(1_500, unavailable);
    const skippedAgain = await ask(0);

    expect([first, again]).toEqual(['StoreUnavailableError', 'StoreUnavailableError']);
    expect([skipped, skippedAgain]).toEqual(['StoreSkippedError', 'StoreSkippedError']);
    expect(asked()).toBe(2);
  });

  it('ends when a try answers, or fails quickly', async () => {
    for (const end of [undefined, unavailable]) {
      const { clock, ask } = aStore();
      await ask(1_500, unavailable);
      clock.time += 5_000;

      await ask(5, end);

      expect(await ask(5)).toBe('pin');
    }
  });

  it('lets one at a time try again', async () => {
    const { clock, call, ask, asked } = aStore();
    await ask(1_500, unavailable);
    clock.time += 5_000;
    let answer: (pin: string) => void = () => undefined;
    const retry = call(() => new Promise<string>((resolve) => (answer = resolve)));

    const others = await Promise.all([ask(5), ask(5)]);
    answer('pin');

    expect(others).toEqual(['StoreSkippedError', 'StoreSkippedError']);
    expect([await retry, await ask(5), asked()]).toEqual(['pin', 'pin', 2]);
  });

  it.each([
    ['a quick failure, as of one throttled key', 100, unavailable],
    ['a fault of ours, however long it took', 1_500, new Error('ours')],
  ])('does not keep %s', async (_what, tookMs, error) => {
    const { ask } = aStore();
    await ask(tookMs, error);

    expect(await ask(5)).toBe('pin');
  });
});
