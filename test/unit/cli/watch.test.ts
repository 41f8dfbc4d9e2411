import { WatchTimeoutError } from '../../../cli/exit.ts';
import type { Input } from '../../../cli/input.ts';
import { watched } from '../../../cli/watch.ts';
import type { World } from '../../../cli/world.ts';

const inputOf = (values: Readonly<Record<string, string>>, watch = true): Input => ({
  args: [],
  text: (option) => values[option],
  flag: (option) => option === 'watch' && watch,
});
const worldOf = (signal: AbortSignal) => ({ signal }) as World;

/** An API that accepts a connection and says nothing. */
const silent = (signal: AbortSignal): Promise<boolean> =>
  new Promise((_resolve, reject) => {
    signal.addEventListener('abort', () => {
      reject(signal.reason as Error);
    });
  });

describe('a watch', () => {
  it.each([true, false])(
    'gives up an API that does not answer in its time (again and again: %s)',
    async (isWatch) => {
      const watching = watched(
        worldOf(new AbortController().signal),
        inputOf({ timeout: '0.05' }, isWatch),
        silent,
      );

      await expect(watching).rejects.toThrow(WatchTimeoutError);
    },
  );

  it('ends by what interrupts it, and calls that no time-out', async () => {
    const interrupted = new AbortController();
    const watching = watched(worldOf(interrupted.signal), inputOf({ timeout: '3600' }), silent);

    interrupted.abort(new Error('Ctrl-C'));

    await expect(watching).rejects.toThrow('Ctrl-C');
  });

  it('shows until it is over', async () => {
    let shown = 0;

    await watched(worldOf(new AbortController().signal), inputOf({ interval: '0.001' }), () =>
      Promise.resolve((shown += 1) === 3),
    );

    expect(shown).toBe(3);
  });

  it.each(['0', '-1', 'soon', '', 'Infinity', '1e9'])('refuses a time-out of %j', async (timeout) => {
    const watching = watched(worldOf(new AbortController().signal), inputOf({ timeout }), silent);

    await expect(watching).rejects.toThrow('allowed is a number of seconds above 0, at most 2147483');
  });
});
