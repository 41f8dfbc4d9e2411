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

/** A timer can't be set for longer; nobody waits for 24 days. */
const LONGEST_SECONDS = 2_147_483;

/**
 * Shows something, with `--watch` again and again until `show` says that it is over. The signal ends at the time-out, too:
 * an API that does not answer is not waited for.
 * @throws WatchTimeoutError
 */
export async function watched(
  world: World,
  input: Input,
  show: (signal: AbortSignal) => Promise<boolean>,
): Promise<void> {
  const intervalMs = secondsOf(input, 'interval', 2) * 1_000;
  const late = AbortSignal.timeout(secondsOf(input, 'timeout', LONGEST_SECONDS) * 1_000);
  const signal = AbortSignal.any([world.signal, late]);
  try {
    while (!(await show(signal)) && input.flag('watch')) await wait(intervalMs, undefined, { signal });
  } catch (error) {
    if (late.aborted && !world.signal.aborted)
      throw new WatchTimeoutError('Not over in time', { cause: error });
    throw error;
  }
}

function secondsOf(input: Input, option: string, fallback: number): number {
  const text = input.text(option);
  if (text === undefined) return fallback;
  const seconds = Number(text);
  if (text.trim() !== '' && seconds > 0 && seconds <= LONGEST_SECONDS) return seconds;
  throw new UsageError(
    `--${option} is "${text}": allowed is a number of seconds above 0, at most ${LONGEST_SECONDS}`,
  );
}
