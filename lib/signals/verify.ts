import type { SignalDefinition } from '../contracts/signal-definitions.ts';
import { breaches } from './breaches.ts';
import type { FigureQuery, SignalFigures } from './ports.ts';
import { describeSignal, inFigures } from './words.ts';

export interface Verified {
  readonly isBreaching: boolean;
  readonly text: string;
}

/**
 * Whether the figures breach as the alarm would have it: in as many of its periods. The period that is going on is one
 * more of them, since an alarm that went off in the middle of it has looked at periods of its own.
 * No data is no breach: who says so then is for the runbook's other steps to find out, or a person.
 */
export async function verifySignal(
  figures: SignalFigures,
  signal: SignalDefinition,
  now: number,
): Promise<Verified> {
  const found = await figures.read(windowOf(signal, now));
  const bad = found.filter(({ value }) => breaches(signal, value));
  const isBreaching = bad.length >= signal.breaching;
  const values = found.map(({ value }) => inFigures(value)).join(', ');
  const said =
    found.length === 0
      ? 'no data, which is no breach'
      : `${values}: ${isBreaching ? 'breaches' : 'does not breach'}`;
  return { isBreaching, text: `${describeSignal(signal, signal.period_seconds)}: ${said}` };
}

/** The alarm's periods, as they lie on the clock, and the one that is going on. */
function windowOf(signal: SignalDefinition, now: number): FigureQuery {
  const { period_seconds: periodSeconds, periods } = signal;
  const periodMs = periodSeconds * 1_000;
  const current = Math.floor(now / periodMs) * periodMs;
  return { signal, from: current - periods * periodMs, to: current + periodMs, periodSeconds };
}
