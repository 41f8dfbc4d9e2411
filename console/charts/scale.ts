export type Range = readonly [from: number, to: number];

/** Numbers of `from..to` as places of `low..high`; a range of one number is its middle. */
export function scale([from, to]: Range, [low, high]: Range): (value: number) => number {
  const width = to - from;
  if (width === 0) return () => (low + high) / 2;
  return (value) => low + ((value - from) / width) * (high - low);
}

/** What the finite ones of some values span. Undefined without any. */
export function rangeOf(values: readonly (number | null)[]): Range | undefined {
  let [least, most] = [Infinity, -Infinity];
  for (const value of values) {
    if (value === null || !Number.isFinite(value)) continue;
    if (value < least) least = value;
    if (value > most) most = value;
  }
  return least > most ? undefined : [least, most];
}

/** At most so many round numbers (1, 2 or 5 times a power of ten apart) within a range. */
export function ticks([from, to]: Range, most: number): readonly number[] {
  const width = to - from;
  if (!(width > 0) || !Number.isFinite(width)) return [from];
  const rough = width / most;
  const power = 10 ** Math.floor(Math.log10(rough));
  const apart = ([1, 2, 5, 10].find((factor) => factor * power >= rough) ?? 10) * power;
  const first = Math.ceil(from / apart);
  const count = Math.floor(to / apart) - first + 1;
  return Array.from({ length: Math.max(0, count) }, (_, index) => tidy((first + index) * apart));
}

/** 0.30000000000000004 is 0.3. */
const tidy = (value: number): number => Number(value.toPrecision(12));

/** Making one of these takes longer than a chart takes to draw. */
const FEW_DIGITS = new Intl.NumberFormat('en', { maximumSignificantDigits: 4 });

/** Few digits, as many as tell values of a chart apart. */
export function shortNumber(value: number): string {
  if (value !== 0 && (Math.abs(value) < 1e-3 || Math.abs(value) >= 1e7)) return value.toExponential(1);
  return FEW_DIGITS.format(value);
}
