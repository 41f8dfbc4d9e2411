import * as v from 'valibot';

/**
 * `pk = incidents#settling`, `sk = <incident>`: an execution of it has succeeded and left nothing to a person. It is
 * resolved once that shows in its alarms, or escalated (docs/adr/0059).
 */
export const settlingItem = v.object({
  incident_id: v.string(),
  execution_id: v.string(),
  runbook: v.string(),
  resource: v.string(),
  /** It has changed nothing, since its first check was not met. */
  found_nothing: v.exactOptional(v.boolean()),
  /** It is not resolved: only what rings on is told. */
  by_person: v.exactOptional(v.boolean()),
  /** When the execution ended. Milliseconds since the epoch. */
  since: v.number(),
});

export type SettlingItem = v.InferOutput<typeof settlingItem>;
