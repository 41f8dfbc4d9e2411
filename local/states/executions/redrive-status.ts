import type { ExecutionStatus } from './execution-record.ts';

/** Nothing is redriven here; the reasons for running and succeeded executions are AWS's. */
export function redriveStatus(status: ExecutionStatus) {
  const unfit = status === 'RUNNING' || status === 'SUCCEEDED';
  return {
    redriveStatus: 'NOT_REDRIVABLE',
    redriveStatusReason: unfit
      ? `Execution is ${status} and cannot be redriven`
      : 'This local stack does not redrive executions',
  };
}
