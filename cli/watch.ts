import { setTimeout as wait } from 'node:timers/promises';
import type { OptionSpec } from './command.ts';
import type { Input } from './input.ts';
import { UsageError, WatchTimeoutError } from './exit.ts';
import type { World } from './world.ts';

export const WATCHES: Readonly<Record<string, OptionSpec>> = {
  watch: { type: 'boolean', about: 'again and again, until it is over or interrupted' },
  interval: { type: 'string', value: 'SECONDS', about: 'so often (default 2)' },
  timeout: { type: 'string', value: 'SECONDS', about: 'give up after so long: exit code 1' },
};

/**
 * Shows something, with `--watch` again and again until `show` says that it is over.
 * @throws WatchTimeoutError
 */
export async function watched(world: World, input: Input, show: () => Promise<boolean>): Promise<void> {
  const intervalMs = secondsOf(input, 'interval', 2) * 1_000;
  const ends = performance.now() + secondsOf(input, 'timeout', Infinity) * 1_000;
  while (!(await show()) && input.flag('watch')) {
    if (performance.now() + intervalMs > ends) throw new WatchTimeoutError('Not over in time');
    await wait(intervalMs, undefined, { signal: world.signal });
  }
}

function secondsOf(input: Input, option: string, fallback: number): number {
  const text = input.text(option);
  if (text === undefined) return fallback;
  const seconds = Number(text);
  if (text.trim() !== '' && seconds > 0 && Number.isFinite(seconds)) return seconds;
  throw new UsageError(`--${option} is "${text}": allowed is a number of seconds above 0`);
}
