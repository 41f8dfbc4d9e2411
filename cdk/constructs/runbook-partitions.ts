import {
  APPROVAL_KEYS,
  EXECUTION_KEYS,
  GATE_KEYS,
  INCIDENT_KEYS,
  LOCK_KEYS,
} from '../../lib/contracts/runbook-keys.ts';

/** In one list: what becomes of an approval is written with the line of its incident. */
export const APPROVALS = [
  `${APPROVAL_KEYS.partitionPrefix}*`,
  APPROVAL_KEYS.list,
  APPROVAL_KEYS.open,
  `${INCIDENT_KEYS.partitionPrefix}*`,
  INCIDENT_KEYS.notifications,
];

/** In one list: an execution begins and ends in one transaction with its gate and its lock. */
export const EXECUTIONS = [
  `${EXECUTION_KEYS.partitionPrefix}*`,
  EXECUTION_KEYS.list,
  EXECUTION_KEYS.open,
  `${GATE_KEYS.partitionPrefix}*`,
  `${LOCK_KEYS.partitionPrefix}*`,
];
