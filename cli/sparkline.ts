const BARS = '▁▂▃▄▅▆▇█';

/** The newest values as bars between their least and their greatest; a space where there is none. */
export function sparkline(values: readonly (number | null)[], width: number): string {
  const shown = values.slice(-width);
  const finite = shown.filter((value) => value !== null && Number.isFinite(value)).map(Number);
  const [least, greatest] = [Math.min(...finite), Math.max(...finite)];
  return shown
    .map((value) => {
      if (value === null || !Number.isFinite(value)) return ' ';
      const share = greatest === least ? 0.5 : (value - least) / (greatest - least);
      return BARS[Math.min(BARS.length - 1, Math.floor(share * BARS.length))];
    })
    .join('');
}
