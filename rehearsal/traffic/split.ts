/** One mode's share of the new sessions, in percent. */
export interface Share {
  readonly mode: string;
  readonly target: number;
  readonly actual: number;
  readonly holds: boolean;
}

/** With 10,000 new sessions a true split is within 2 points but once in 10,000 rehearsals. */
const BAND_POINTS = 2;

export function splitOf(
  modes: readonly string[],
  targets: Readonly<Record<string, number>>,
): readonly Share[] {
  return Object.entries(targets).map(([mode, target]) => {
    const actual = (100 * modes.filter((candidate) => candidate === mode).length) / modes.length;
    return { mode, target, actual, holds: Math.abs(actual - target) <= BAND_POINTS };
  });
}

export function formatSplit(shares: readonly Share[]): string {
  const rows = shares.map(({ mode, target, actual, holds }) => {
    const deviation = `${actual >= target ? '+' : '-'}${Math.abs(actual - target).toFixed(2)}`;
    const bar = '█'.repeat(Math.round(actual / 2.5)).padEnd(24);
    return `  ${mode.padEnd(10)} ${bar} ${target.toFixed(0).padStart(5)} % ${actual.toFixed(2).padStart(8)} % ${deviation.padStart(10)}  ${holds ? 'ok' : `OUT of ${BAND_POINTS} points`}`;
  });
  const heading = `  ${'mode'.padEnd(10)} ${''.padEnd(24)} ${'target'.padStart(7)} ${'actual'.padStart(10)} ${'deviation'.padStart(10)}`;
  return [heading, ...rows].join('\n');
}
