import { CHECKPOINT_ROUTES } from './checkpoints.ts';
import type { DocumentedRoute, RouteDescription } from './description.ts';
import { INCIDENT_ROUTES } from './incidents.ts';
import { RUNBOOK_ROUTES } from './runbooks.ts';
import { STATUS_ROUTES } from './status.ts';
import { TRAFFIC_ROUTES } from './traffic.ts';
import { TRAINING_ROUTES } from './training.ts';

/** Every route of routes.ts but `$default`: leaving one out is an error of types. */
export const DESCRIPTIONS: Readonly<Record<DocumentedRoute, RouteDescription>> = {
  ...TRAFFIC_ROUTES,
  ...TRAINING_ROUTES,
  ...CHECKPOINT_ROUTES,
  ...RUNBOOK_ROUTES,
  ...INCIDENT_ROUTES,
  ...STATUS_ROUTES,
};
