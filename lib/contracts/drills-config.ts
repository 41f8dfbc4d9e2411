import * as v from 'valibot';

const milliseconds = v.pipe(v.number(), v.integer(), v.minValue(1));

/** What `drill-watch` needs of configs/drills.yaml: its variable DRILLS_CONFIG. */
export const drillsConfig = v.strictObject({
  missed_after_ms: milliseconds,
  complete_within_ms: milliseconds,
});

export type DrillsConfig = v.InferOutput<typeof drillsConfig>;
