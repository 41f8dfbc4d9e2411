import type { ServiceEvent } from '../../events/event-bridge-api.ts';
import type { Execution } from './execution.ts';
import { redriveStatus } from './redrive-status.ts';

/** "Automating Step Functions event delivery with EventBridge": input and output are left out when together larger. */
const DATA_LIMIT_BYTES = 248 * 1024;

export function statusEvent(execution: Execution): ServiceEvent {
  const { start, end, status } = execution;
  const included = Buffer.byteLength(start.input) + Buffer.byteLength(end?.output ?? '') <= DATA_LIMIT_BYTES;
  return {
    source: 'aws.states',
    detailType: 'Step Functions Execution Status Change',
    resources: [start.executionArn],
    time: end?.stopDate ?? start.startDate,
    detail: {
      executionArn: start.executionArn,
      stateMachineArn: start.stateMachineArn,
      name: start.name,
      status,
      startDate: start.startDate,
      stopDate: end?.stopDate ?? null,
      input: included ? start.input : null,
      output: included ? (end?.output ?? null) : null,
      stateMachineVersionArn: null,
      stateMachineAliasArn: null,
      redriveCount: 0,
      redriveDate: null,
      ...redriveStatus(status),
      inputDetails: { included },
      outputDetails: end?.output === undefined ? null : { included },
      error: end?.error ?? null,
      cause: end?.cause ?? null,
    },
  };
}
