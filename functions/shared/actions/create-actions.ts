import type { Actions } from '../../../lib/runbooks/action.ts';
import { incidentActions } from './incident.ts';

/** Every action, on the real world. `runbook-plans` has the same ones, under a role that can't write. */
export function createActions(): Actions {
  return { ...incidentActions };
}
