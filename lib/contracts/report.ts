import * as v from 'valibot';

/** Two weeks: CloudWatch keeps points of a minute for 15 days. */
const LONGEST_WINDOW_MS = 14 * 24 * 3_600_000;
const SHORTEST_WINDOW_MS = 60_000;
const UNIT_MS: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

const window = v.pipe(
  v.string(),
  v.regex(/^[1-9]\d{0,7}[smhd]$/, 'a duration from 1m to 14d, such as 48h'),
  v.transform((text) => Number(text.slice(0, -1)) * (UNIT_MS[text.slice(-1)] ?? Number.NaN)),
  v.minValue(SHORTEST_WINDOW_MS, 'at least 1m'),
  v.maxValue(LONGEST_WINDOW_MS, 'at most 14d'),
);

/** GET /v1/report?window=48h&run= */
export const reportQuery = v.strictObject({
  window: v.optional(window, '48h'),
  /** Default: the run that reported last. */
  run: v.exactOptional(v.string()),
});

export const LINE_STATUSES = ['pass', 'fail', 'no_data'] as const;

export type LineStatus = (typeof LINE_STATUSES)[number];
