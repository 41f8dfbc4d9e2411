import { AwsError } from '../../aws-endpoint/aws-error.ts';
import { LONGEST_CAUSE, LONGEST_ERROR, PAYLOAD_LIMIT_BYTES } from '../data-limit.ts';
import type { Execution } from '../executions/execution.ts';
import type { ExecutionStatus } from '../executions/execution-record.ts';
import { redriveStatus } from '../executions/redrive-status.ts';
import { findExecution, findMachine, readArn } from './arns.ts';
import { toSeconds, type Operation, type Operations } from './operation.ts';
import { readPage } from './pages.ts';

const startExecution: Operation = {
  resource: (members) => readArn(members, 'stateMachineArn'),
  call: (members, subject) => {
    const stateMachineArn = readArn(members, 'stateMachineArn');
    const name = members.text('name', { min: 1, max: 80 });
    const input = members.text('input', { max: PAYLOAD_LIMIT_BYTES });
    const traceHeader = members.text('traceHeader', { max: 256 });
    members.close();
    const { start } = subject.start({
      stateMachineArn,
      traceHeader,
      ...(name !== undefined && { name }),
      ...(input !== undefined && { input }),
    });
    return { executionArn: start.executionArn, startDate: toSeconds(start.startDate) };
  },
};

/** An execution that is over stays as it is, and its end is the answer. */
const stopExecution: Operation = {
  resource: (members) => readArn(members, 'executionArn'),
  call: (members, { executions }) => {
    const executionArn = readArn(members, 'executionArn');
    const error = members.text('error', { max: LONGEST_ERROR });
    const cause = members.text('cause', { max: LONGEST_CAUSE });
    members.close();
    const execution = findExecution(executions, executionArn);
    execution.finish('ABORTED', {
      ...(error !== undefined && { error }),
      ...(cause !== undefined && { cause }),
    });
    return { stopDate: toSeconds(execution.end?.stopDate ?? 0) };
  },
};

const describeExecution: Operation = {
  resource: (members) => readArn(members, 'executionArn'),
  call: (members, { executions }) => {
    const executionArn = readArn(members, 'executionArn');
    const withData = members.choice('includedData', ['ALL_DATA', 'METADATA_ONLY']) !== 'METADATA_ONLY';
    members.close();
    return describe(findExecution(executions, executionArn), withData);
  },
};

function describe(execution: Execution, withData: boolean) {
  const { start, end, status } = execution;
  return {
    ...summary(execution),
    ...(withData && { input: start.input, inputDetails: { included: true } }),
    ...(withData && end?.output !== undefined && { output: end.output, outputDetails: { included: true } }),
    ...(start.traceHeader !== undefined && { traceHeader: start.traceHeader }),
    ...(end?.error !== undefined && { error: end.error }),
    ...(end?.cause !== undefined && { cause: end.cause }),
    ...redriveStatus(status),
  };
}

function summary({ start, end, status }: Execution) {
  return {
    executionArn: start.executionArn,
    stateMachineArn: start.stateMachineArn,
    name: start.name,
    status,
    startDate: toSeconds(start.startDate),
    ...(end && { stopDate: toSeconds(end.stopDate) }),
    redriveCount: 0,
  };
}

const STATUSES: readonly (ExecutionStatus | 'PENDING_REDRIVE')[] = [
  'SUCCEEDED',
  'TIMED_OUT',
  'PENDING_REDRIVE',
  'ABORTED',
  'FAILED',
  'RUNNING',
];

/** The latest first. */
const listExecutions: Operation = {
  resource: (members) => readArn(members, 'stateMachineArn'),
  call: (members, { executions, machines }) => {
    const stateMachineArn = readArn(members, 'stateMachineArn');
    const status = members.choice('statusFilter', STATUSES);
    findMachine(machines, stateMachineArn);
    const found = executions
      .all()
      .filter((execution) => execution.start.stateMachineArn === stateMachineArn)
      .filter((execution) => status === undefined || execution.status === status)
      .sort((a, b) => b.start.startDate - a.start.startDate || b.start.number - a.start.number);
    const page = readPage(members, found, ({ start }) => start.name);
    members.close();
    return {
      executions: page.items.map(summary),
      ...(page.nextToken !== undefined && { nextToken: page.nextToken }),
    };
  },
};

const startSyncExecution: Operation = {
  resource: (members) => readArn(members, 'stateMachineArn'),
  call: () => {
    throw new AwsError(
      'StateMachineTypeNotSupported',
      'This operation is not supported by this type of state machine',
    );
  },
};

export const EXECUTION_OPERATIONS: Operations = {
  StartExecution: startExecution,
  StartSyncExecution: startSyncExecution,
  StopExecution: stopExecution,
  DescribeExecution: describeExecution,
  ListExecutions: listExecutions,
};
