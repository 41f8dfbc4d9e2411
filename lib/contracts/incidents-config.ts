import * as v from 'valibot';

const milliseconds = v.pipe(v.number(), v.integer(), v.minValue(1));

/** What `runbook-watch` needs of configs/incidents.yaml: its variable INCIDENTS_CONFIG. */
export const incidentsConfig = v.strictObject({
  settle_within_ms: milliseconds,
  escalate_after_ms: v.strictObject({
    sev1: milliseconds,
    sev2: milliseconds,
    sev3: milliseconds,
    sev4: milliseconds,
  }),
});

export type IncidentsConfig = v.InferOutput<typeof incidentsConfig>;
