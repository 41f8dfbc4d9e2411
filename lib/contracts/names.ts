/** Folders in functions/, and the functions of the template. One per capability. */
export const FUNCTION_NAMES = [
  'selections',
  'outcomes',
  'traffic',
  'health',
  'health-prober',
  'distribution-check',
  'training-watch',
  'training',
  'runs',
  'checkpoints',
  'checkpoint-sweeper',
  'charts',
  'runbook-steps',
  'runbook-plans',
  'dispatcher',
  'runbook-endings',
  'runbook-watch',
  'drill-watch',
  'runbooks',
  'incidents',
  'approval-gate',
  'incident-notifier',
  'slack-interactions',
  'metrics',
  'approvals',
  'approval-watch',
  'approval-decisions',
  'report',
  'approval-page',
  'console',
  'status',
] as const;

export type FunctionName = (typeof FUNCTION_NAMES)[number];

/** Groups of the user pool. A viewer reads, an operator also changes, an approver reads and decides approvals. */
export const ROLES = ['viewer', 'operator', 'approver'] as const;

export type Role = (typeof ROLES)[number];

/** What names of alarms begin with; the name of a signal follows. */
export function alarmPrefix(stage: string): string {
  return `artisan-${stage}-`;
}

/** The queue that holds what background functions could not deal with. */
export function failedEventsName(stage: string): string {
  return `artisan-${stage}-failed-events`;
}

/** The API's document, beside the bundle of `status`. */
export const DOCUMENT_FILE = 'openapi.json';
