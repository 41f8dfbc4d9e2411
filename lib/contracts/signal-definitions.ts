import * as v from 'valibot';

const text = v.pipe(v.string(), v.nonEmpty());
const count = v.pipe(v.number(), v.integer(), v.minValue(1));

/** What an alarm of the stage looks at, just as CloudWatch was told. */
export const signalDefinition = v.strictObject({
  /** Without the stage: as alarms.yaml and the handbook have it. */
  name: text,
  namespace: text,
  metric: text,
  dimensions: v.record(v.string(), v.string()),
  statistic: v.picklist(['Sum', 'Average', 'Maximum', 'Minimum', 'p95']),
  comparison: v.picklist(['at_least', 'above', 'at_most']),
  threshold: v.number(),
  period_seconds: count,
  /** In alarm when so many of so many periods breach. */
  breaching: count,
  periods: count,
  /** The shortest period that the stage looks at this metric in. */
  shortest_seconds: count,
});

export type SignalDefinition = v.InferOutput<typeof signalDefinition>;

/** signals.json, beside the bundles of functions that ask for it. */
export const signalDefinitions = v.array(signalDefinition);

export const SIGNALS_FILE = 'signals.json';
