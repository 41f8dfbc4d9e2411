import { setTimeout as wait } from 'node:timers/promises';
import { ApiProblemError, ApiUnreachableError } from '../clients/typescript/index.ts';
import type { OptionSpec } from './command.ts';
import { wordsOf } from './error-words.ts';
import { EXIT, UsageError } from './exit.ts';
import type { Input } from './input.ts';
import type { World } from './world.ts';

/** Of commands that only watch. */
export const WATCHING: Readonly<Record<string, OptionSpec>> = {
  interval: { type: 'string', value: 'SECONDS', about: 'so often (default 2)' },
  timeout: {
    type: 'string',
    value: 'SECONDS',
    about: 'end after so long: with 0 if all is well by then, else 1',
  },
};

/** Of commands that watch when they are told to. */
export const WATCHES: Readonly<Record<string, OptionSpec>> = {
  watch: { type: 'boolean', about: 'again and again; with --json a line of JSON each time' },
  ...WATCHING,
};

/** What came of looking once. */
export interface Look {
  /** What is watched has ended: there is nothing more to come. */
  readonly isOver: boolean;
  readonly isWell: boolean;
  /** How it stands, in a few words. */
  readonly says: string;
}

/** A timer can't be set for longer; nobody waits for 24 days. */
const LONGEST_SECONDS = 2_147_483;

/** Intervals without an answer, after which the last one no longer says how it stands. */
const STALE_AFTER = 5;

/**
 * Looks; with `--watch` again and again, a line of JSON each time, until it is over, interrupted or the time is up. The last
 * look decides on how it ends. What is being asked when the time is up is not waited for.
 * @returns the exit code, when it is not 0
 */
export async function watched(
  world: World,
  input: Input,
  look: (world: World) => Promise<Look>,
): Promise<number | undefined> {
  const intervalMs = secondsOf(input, 'interval', 2) * 1_000;
  const seconds = secondsOf(input, 'timeout', LONGEST_SECONDS);
  const late = AbortSignal.timeout(seconds * 1_000);
  const signal = AbortSignal.any([world.signal, late]);
  const isLined = input.flag('watch');
  const seen: { last?: Look; askingSince?: number | undefined } = {};
  try {
    do {
      if (seen.last) await wait(intervalMs, undefined, { signal });
      seen.askingSince ??= performance.now();
      const came = await look({ ...world, signal, isLined }).catch((error: unknown) => {
        if (!seen.last || !isPassing(error)) throw error;
        world.say(`${wordsOf(error)}. Looking again\n`);
      });
      if (came) [seen.last, seen.askingSince] = [came, undefined];
    } while (isLined && seen.last?.isOver !== true);
    return codeOf(seen.last);
  } catch (error) {
    if (!late.aborted || world.signal.aborted) throw error;
    const askedMs = performance.now() - (seen.askingSince ?? performance.now());
    const known = askedMs > STALE_AFTER * intervalMs ? undefined : seen.last;
    world.say(`Time is up after ${seconds} s: ${known?.says ?? 'there is no answer'}\n`);
    return codeOf(known);
  }
}

/** As if `--watch` were typed. */
export const watching = (input: Input): Input => ({
  ...input,
  flag: (name) => name === 'watch' || input.flag(name),
});

/** What is over by itself, though not while the client has tried again: whoever watches overnight is told, and goes on. */
const isPassing = (error: unknown): boolean =>
  error instanceof ApiUnreachableError ||
  (error instanceof ApiProblemError && (error.status >= 500 || error.status === 429));

const codeOf = (look: Look | undefined): number | undefined =>
  look?.isWell === true ? undefined : EXIT.failed;

function secondsOf(input: Input, option: string, fallback: number): number {
  const text = input.text(option);
  if (text === undefined) return fallback;
  const seconds = Number(text);
  if (text.trim() !== '' && seconds > 0 && seconds <= LONGEST_SECONDS) return seconds;
  throw new UsageError(
    `--${option} is "${text}": allowed is a number of seconds above 0, at most ${LONGEST_SECONDS}`,
  );
}
