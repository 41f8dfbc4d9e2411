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

/** One thing that a launch is held to. */
export interface ReportLine {
  readonly id: string;
  readonly says: string;
  /** Null without data. */
  readonly figure: number | null;
  /** Of the figure: `%`, `points`, `s`, `steps`...; empty for a plain number. */
  readonly unit: string;
  readonly target: string;
  readonly status: LineStatus;
  /** Where the figure comes from. */
  readonly source: string;
  readonly detail?: string;
}

/** `fail` when a line does, `no_data` when one has none, else `pass`. */
export interface ChecklistAnswer {
  readonly stage: string;
  /** ISO 8601 UTC. */
  readonly at: string;
  readonly status: LineStatus;
  /** The run whose training is looked at. */
  readonly run_id?: string;
  readonly lines: readonly ReportLine[];
}

export interface ReportAnswer extends ChecklistAnswer {
  readonly from: string;
  readonly window_seconds: number;
  readonly charts: ReportCharts;
}

export interface ReportCharts {
  /** Percent of the new assignments of each mode, by when the span of time began. */
  readonly split: readonly { readonly at: string; readonly modes: Readonly<Record<string, number>> }[];
  /** By step: what the schedule says, and what the trainer reported. */
  readonly entropy: readonly {
    readonly step: number;
    readonly scheduled: number;
    readonly reported?: number;
  }[];
}

const line = v.object({
  id: v.string(),
  says: v.string(),
  figure: v.nullable(v.number()),
  unit: v.string(),
  target: v.string(),
  status: v.picklist(LINE_STATUSES),
  source: v.string(),
  detail: v.exactOptional(v.string()),
});

/** For those who read a report over HTTP. */
export const reportAnswer = v.object({
  stage: v.string(),
  at: v.string(),
  from: v.string(),
  window_seconds: v.number(),
  status: v.picklist(LINE_STATUSES),
  run_id: v.exactOptional(v.string()),
  lines: v.array(line),
  charts: v.object({
    split: v.array(v.object({ at: v.string(), modes: v.record(v.string(), v.number()) })),
    entropy: v.array(
      v.object({ step: v.number(), scheduled: v.number(), reported: v.exactOptional(v.number()) }),
    ),
  }),
}) satisfies v.GenericSchema<unknown, ReportAnswer>;
