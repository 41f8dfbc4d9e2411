/** Partitions of runbooks, approvals and incidents in the control table. */
export const GATE_KEYS = {
  partitionPrefix: 'gate#',
  /** Starts, failures and the open execution of a runbook for a resource. */
  gate: (runbook: string, resource: string) => ({ pk: `gate#${runbook}#${resource}`, sk: 'gate' }),
} as const;

export const LOCK_KEYS = {
  partitionPrefix: 'lock#',
  lock: (resource: string) => ({ pk: `lock#${resource}`, sk: 'lock' }),
} as const;

export const EXECUTION_KEYS = {
  partitionPrefix: 'execution#',
  record: (id: string) => ({ pk: `execution#${id}`, sk: 'execution' }),
  list: 'executions',
  line: (id: string) => ({ pk: 'executions', sk: id }),
  /** Those that have not ended: what the watch goes through. */
  open: 'executions#open',
  openLine: (id: string) => ({ pk: 'executions#open', sk: id }),
  /** Which execution a request with an Idempotency-Key has begun. */
  request: (id: string) => ({ pk: `execution#request#${id}`, sk: 'request' }),
} as const;

export const APPROVAL_KEYS = {
  partitionPrefix: 'approval#',
  record: (id: string) => ({ pk: `approval#${id}`, sk: 'approval' }),
  tokenPrefix: 'approval-token#',
  /** Tokens of the tasks that wait for it: a partition of their own, since who sees an approval answers no tasks. */
  token: (id: string) => ({ pk: `approval-token#${id}`, sk: 'token' }),
  audit: (id: string, line: string) => ({ pk: `approval#${id}`, sk: `audit#${line}` }),
  list: 'approvals',
  line: (id: string) => ({ pk: 'approvals', sk: id }),
  /** Pending ones, and those whose state machine has not been told yet. */
  open: 'approvals#open',
  openLine: (id: string) => ({ pk: 'approvals#open', sk: id }),
} as const;

export const INCIDENT_KEYS = {
  partitionPrefix: 'incident#',
  record: (id: string) => ({ pk: `incident#${id}`, sk: 'incident' }),
  line: (id: string, line: string) => ({ pk: `incident#${id}`, sk: `line#${line}` }),
  /** A bounded line that is only counted, so that it counts once. Forgotten after a day. */
  counted: (id: string, line: string) => ({ pk: `incident#${id}`, sk: `counted#${line}` }),
  /** What a request with an Idempotency-Key has made, for a day. No incident's id begins so. */
  effect: (effectId: string) => ({ pk: `incident#effect#${effectId}`, sk: 'effect' }),
  list: 'incidents',
  listLine: (id: string) => ({ pk: 'incidents', sk: id }),
  open: 'incidents#open',
  openLine: (id: string) => ({ pk: 'incidents#open', sk: id }),
  /** Those whose last execution has succeeded: see settling-item.ts. */
  settling: 'incidents#settling',
  settlingLine: (id: string) => ({ pk: 'incidents#settling', sk: id }),
  /** What people still have to be told: see notification.ts. */
  notifications: 'notifications',
  notification: (id: string, line: string) => ({ pk: 'notifications', sk: `${line}#${id}` }),
  /** What some channel never got. */
  givenUp: 'notifications#given-up',
  givenUpNotification: (id: string, line: string) => ({ pk: 'notifications#given-up', sk: `${line}#${id}` }),
  /** What who opens, adds to or resolves incidents writes. */
  partitions: ['incident#*', 'incidents', 'incidents#open', 'incidents#settling', 'notifications'],
} as const;
