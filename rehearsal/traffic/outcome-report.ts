import type { ModelAnswer } from '../models/call-model.ts';
import type { SelectionSeen } from './selection-seen.ts';

/** One selection as it was served: by which of its models, and how that went. */
export interface Served extends ModelAnswer {
  readonly selection: SelectionSeen;
  readonly model: string;
}

/** What the serving team says of it, for POST /v1/outcomes. */
export function outcomeReport({ selection, model, ok, latencyMs }: Served) {
  const { selection_id, mode } = selection;
  return { selection_id, mode, model, status: ok ? 'ok' : 'error', latency_ms: latencyMs };
}
