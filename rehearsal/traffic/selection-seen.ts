import * as v from 'valibot';

const selectionSeen = v.object({
  selection_id: v.string(),
  mode: v.string(),
  assigned_mode: v.string(),
  reason: v.string(),
  models: v.array(v.string()),
  /** Until when the session keeps its mode: not told by a stage that could not look it up in time. */
  expires_at: v.optional(v.string()),
});

/** What a caller reads of an answer. */
export type SelectionSeen = v.InferOutput<typeof selectionSeen>;

export function parseSelection(body: unknown): SelectionSeen {
  return v.parse(selectionSeen, body);
}
