import * as v from 'valibot';
import type { HistoryItem } from '../alarms/history.ts';
import type { Delivery } from '../alarms/outbox.ts';
import { STANDARD_UNITS } from '../metrics/unit.ts';

const number = v.number();
const resolution = v.picklist([1, 60]);
const statisticSet = { sampleCount: number, sum: number, minimum: number, maximum: number };

const series = v.object({
  namespace: v.string(),
  metricName: v.string(),
  /** Pairs, since a record would lose a dimension named `constructor`. */
  dimensions: v.array(v.tuple([v.string(), v.string()])),
  unit: v.picklist(STANDARD_UNITS),
  lastRecordedMs: number,
});

const aggregate = v.object({
  ...statisticSet,
  samples: v.nullable(v.object({ pairs: v.array(number), coarseness: number })),
});

const alarm = v.object({
  source: v.record(v.string(), v.unknown()),
  isProvisioned: v.boolean(),
  configuredMs: number,
  state: v.object({
    value: v.picklist(['OK', 'ALARM', 'INSUFFICIENT_DATA']),
    reason: v.string(),
    reasonData: v.exactOptional(v.string()),
    updatedMs: number,
    transitionedMs: number,
  }),
});

const historyItem = v.object({
  sequence: number,
  alarmName: v.string(),
  timestampMs: number,
  type: v.picklist(['ConfigurationUpdate', 'StateUpdate', 'Action']),
  summary: v.string(),
  data: v.string(),
}) satisfies v.GenericSchema<HistoryItem>;

/** Deep, and only carried from here to there: its kind is all that is looked at. */
const delivery = v.custom<Delivery>(
  (input) =>
    typeof input === 'object' && input !== null && 'id' in input && ('event' in input || 'action' in input),
);

/** What stands behind the kind in a line of the journal. Metrics are numbered by their `series` record. */
export const recordSchemas = {
  series: v.strictTuple([number, series]),
  /** Metric, resolution, milliseconds, value, count. */
  point: v.strictTuple([number, resolution, number, number, number]),
  /** Metric, resolution, milliseconds. */
  set: v.strictTuple([number, resolution, number, v.object(statisticSet)]),
  /** Metric, resolution, seconds. */
  bucket: v.strictTuple([number, number, number, aggregate]),
  alarm: v.strictTuple([alarm]),
  alarmDeleted: v.strictTuple([v.string()]),
  history: v.strictTuple([historyItem]),
  delivery: v.strictTuple([delivery]),
  delivered: v.strictTuple([v.string()]),
} as const;

type Schemas = typeof recordSchemas;

export type JournalRecord = {
  [Kind in keyof Schemas]: readonly [Kind, ...v.InferInput<Schemas[Kind]>];
}[keyof Schemas];
