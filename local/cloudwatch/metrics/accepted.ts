/** Larger and smaller values are refused. Source: PutMetricData, API Reference. */
const LARGEST_VALUE = 2 ** 360;

const OLDEST_MS = 14 * 24 * 3_600_000;
const NEWEST_MS = 2 * 3_600_000;

export function isAcceptedValue(value: number): boolean {
  return Number.isFinite(value) && Math.abs(value) <= LARGEST_VALUE;
}

/** Undefined when CloudWatch takes data of this time: up to two weeks old, and up to two hours ahead. */
export function timestampProblem(timestampMs: number, nowMs: number): string | undefined {
  if (timestampMs < nowMs - OLDEST_MS) return 'must not be more than two weeks in the past';
  if (timestampMs > nowMs + NEWEST_MS) return 'must not be more than two hours in the future';
  return undefined;
}
