import type { SignalDefinition } from '../contracts/signal-definitions.ts';

const COMPARED = { at_least: 'at least', above: 'above', at_most: 'at most' } as const;

/** `ApiLatency (p95 of Latency over 300 s; breaches above 5000)` */
export function describeSignal(signal: SignalDefinition, seconds: number): string {
  const { name, statistic, metric, comparison, threshold } = signal;
  return `${name} (${statistic} of ${metric} over ${seconds} s; breaches ${COMPARED[comparison]} ${threshold})`;
}

/** Three digits are enough for people. */
export function inFigures(value: number): string {
  return String(Math.abs(value) >= 1_000 ? Math.round(value) : Number(value.toPrecision(3)));
}
