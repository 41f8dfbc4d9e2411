/** Signatures of AWS are refused when the clocks are further apart. */
export const MOST_SKEW_MS = 5 * 60_000;
