const UNITS = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
] as const;

/** As people say it, in the largest unit that there are about two of: "2 hours", "90 minutes", "45 seconds". */
export function spell(milliseconds: number): string {
  const [unit, size] = UNITS.find(([, size]) => milliseconds >= 1.9 * size) ?? (['second', 1_000] as const);
  const count = Math.round(milliseconds / size);
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}
