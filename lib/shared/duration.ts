/** The units a duration is written with, longest last. */
export const MILLISECONDS = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

const PATTERN = /^([1-9]\d{0,10})(ms|s|m|h|d)$/;

/** @returns milliseconds; undefined for text that is no duration. "0.5h" is written 30m: no fractions, no rounding. */
export function parseDuration(text: string): number | undefined {
  const [, amount, unit] = PATTERN.exec(text) ?? [];
  return unit !== undefined && isUnit(unit) ? Number(amount) * MILLISECONDS[unit] : undefined;
}

/** In the longest unit that needs no fraction: 300000 is `5m`. */
export function formatDuration(milliseconds: number): string {
  const [unit, size] =
    Object.entries(MILLISECONDS)
      .filter(([, size]) => milliseconds % size === 0)
      .at(-1) ?? (['ms', 1] as const);
  return `${milliseconds / size}${unit}`;
}

function isUnit(unit: string): unit is keyof typeof MILLISECONDS {
  return Object.hasOwn(MILLISECONDS, unit);
}
