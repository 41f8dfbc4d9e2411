/** One mode's share of the new sessions, in percent. */
export interface Share {
  readonly mode: string;
  readonly target: number;
  readonly actual: number;
  /** How far the actual share may be off, in points. */
  readonly band: number;
  readonly holds: boolean;
}

/** What a launch is held to. */
const BAND_POINTS = 2;
/** A true split is further off than this once in 15,000 rehearsals (normal distribution, both sides). */
const SIGMAS = 4;

export function splitOf(
  modes: readonly string[],
  targets: Readonly<Record<string, number>>,
): readonly Share[] {
  return Object.entries(targets).map(([mode, target]) => {
    const actual = (100 * modes.filter((candidate) => candidate === mode).length) / modes.length;
    const band = Math.max(BAND_POINTS, SIGMAS * deviationOf(target, modes.length));
    return { mode, target, actual, band, holds: Math.abs(actual - target) <= band };
  });
}

/** Standard deviation of a binomial share, in points: with few sessions it is wider than the band. */
function deviationOf(target: number, sessions: number): number {
  return Math.sqrt((target * (100 - target)) / sessions);
}

export function formatSplit(shares: readonly Share[]): string {
  const rows = shares.map(({ mode, target, actual, band, holds }) => {
    const deviation = `${actual >= target ? '+' : '-'}${Math.abs(actual - target).toFixed(2)}`;
    const bar = '█'.repeat(Math.round(actual / 2.5)).padEnd(24);
    return `  ${mode.padEnd(10)} ${bar} ${target.toFixed(0).padStart(5)} % ${actual.toFixed(2).padStart(8)} % ${deviation.padStart(10)}  ${holds ? 'ok' : `OUT of ${band.toFixed(1)} points`}`;
  });
  const heading = `  ${'mode'.padEnd(10)} ${''.padEnd(24)} ${'target'.padStart(7)} ${'actual'.padStart(10)} ${'deviation'.padStart(10)}`;
  return [heading, ...rows].join('\n');
}
