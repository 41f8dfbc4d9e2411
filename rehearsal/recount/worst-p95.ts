import type { RawLog } from './raw-log.ts';

const MINUTE_MS = 60_000;
/** More are in nobody's hands at the turn of a minute. */
const MOST_UNSURE = 12;

/**
 * Between what the worst p95 of a minute lies, in milliseconds: a rank is between two values, and a batch that was on its
 * way at the turn of a minute belongs to either.
 */
export function worstP95(
  { batches }: RawLog,
  mode: string,
): { readonly least: number; readonly most: number } {
  const ofMode = batches.map(({ sent_at, answered_at, outcomes: some }) => ({
    minutes: [Math.floor(sent_at / MINUTE_MS), Math.floor(answered_at / MINUTE_MS)] as const,
    values: some.filter((one) => one.mode === mode).map(({ latency_ms }) => latency_ms),
  }));
  const unsure = ofMode.filter(({ minutes: [from, to] }) => from !== to);
  if (unsure.length > MOST_UNSURE) throw new Error(`${unsure.length} batches were on their way`);
  const ranges = Array.from({ length: 2 ** unsure.length }, (_, choice) =>
    worstOf(ofMode, ({ minutes: [from, to] }, index) => (((choice >> index) & 1) === 1 ? to : from)),
  );
  return {
    least: Math.min(...ranges.map(({ least }) => least)),
    most: Math.max(...ranges.map(({ most }) => most)),
  };

  function worstOf(
    all: typeof ofMode,
    minuteOf: (batch: (typeof ofMode)[number], index: number) => number,
  ): { readonly least: number; readonly most: number } {
    const byMinute = Map.groupBy(all, (batch) => minuteOf(batch, unsure.indexOf(batch)));
    const ranked = [...byMinute.values()].flatMap((some) => {
      const sorted = some.flatMap(({ values }) => values).sort((one, other) => one - other);
      const rank = Math.ceil(0.95 * sorted.length) - 1;
      return sorted.length === 0
        ? []
        : [{ low: sorted[Math.max(0, rank - 1)], high: sorted[rank + 1] ?? sorted[rank] }];
    });
    return {
      least: Math.max(...ranked.map(({ low = NaN }) => low)),
      most: Math.max(...ranked.map(({ high = NaN }) => high)),
    };
  }
}
