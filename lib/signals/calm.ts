import type { SignalDefinition } from '../contracts/signal-definitions.ts';
import { breaches } from './breaches.ts';
import type { SignalFigures } from './ports.ts';
import { describeSignal, inFigures } from './words.ts';

/** Whether a signal has data that does not breach, has none, or has such that does. */
export interface Calmness {
  readonly is: 'calm' | 'silent' | 'breaching';
  readonly text: string;
}

export interface Span {
  /** Milliseconds since the epoch. */
  readonly since: number;
  readonly now: number;
}

/**
 * What the newest figure says, in the shortest periods of the stage: those of an alarm that looks at five minutes would
 * hold the trouble for five minutes more. Only periods that began after `since` count: data from before says nothing
 * about what was done then.
 */
export async function calmnessOf(
  figures: SignalFigures,
  signal: SignalDefinition,
  { since, now }: Span,
): Promise<Calmness> {
  const { shortest_seconds: periodSeconds } = signal;
  const periodMs = periodSeconds * 1_000;
  const from = Math.ceil(since / periodMs) * periodMs;
  const to = (Math.floor(now / periodMs) + 1) * periodMs;
  const found = from < to ? await figures.read({ signal, from, to, periodSeconds }) : [];
  const described = describeSignal(signal, periodSeconds);
  const newest = found.filter(({ at }) => at === found.at(-1)?.at).map(({ value }) => value);
  if (newest.length === 0) return { is: 'silent', text: `${described}: no data yet` };
  const isBreaching = newest.some((value) => breaches(signal, value));
  const values = newest.map(inFigures).join(', ');
  return isBreaching
    ? { is: 'breaching', text: `${described}: ${values}, which breaches` }
    : { is: 'calm', text: `${described}: ${values}, which is well` };
}
