import type { RawLog } from './raw-log.ts';

export function shareOf({ assigned }: RawLog, mode: string): number {
  const modes = [...assigned.values()];
  return (100 * modes.filter((one) => one === mode).length) / modes.length;
}

/** As the guide has them, in percent. */
const TARGETS = { fast: 60, balanced: 30, creative: 10 } as const;

/** Of the mode that is furthest off, in points. */
export function deviationOf(log: RawLog): number {
  const off = Object.entries(TARGETS).map(([mode, target]) => Math.abs(shareOf(log, mode) - target));
  return Math.max(...off);
}

export function errorPercentOf({ batches }: RawLog): number {
  const all = batches.flatMap(({ outcomes: some }) => some);
  return (100 * all.filter(({ status }) => status !== 'ok').length) / all.length;
}

/** The mean of one tenth of all steps: 0 is the last, 1 the one before. */
export function tenthMean({ steps }: RawLog, column: 'loss' | 'reward', fromTheEnd: number): number {
  const tenth = steps.size / 10;
  const end = steps.size - fromTheEnd * tenth;
  const values = Array.from({ length: tenth }, (_, i) => steps.get(end - tenth + i)?.[column] ?? NaN);
  return values.reduce((sum, value) => sum + value, 0) / tenth;
}

/** What the trainer says that it trained the newest step with; NaN when it does not say. */
export function lastEntropy({ steps }: RawLog): number {
  return steps.get(steps.size - 1)?.entropy_coef ?? NaN;
}
