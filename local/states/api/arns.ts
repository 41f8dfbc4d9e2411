import { AwsError } from '../../aws-endpoint/aws-error.ts';
import type { Execution } from '../executions/execution.ts';
import type { Executions } from '../executions/executions.ts';
import type { Machines } from '../machines/machines.ts';
import type { StateMachine } from '../machines/state-machine.ts';
import type { Members } from './members.ts';

/** The longest ARN that Step Functions takes, in characters. */
const ARN = { min: 1, max: 256 };

export function readArn(members: Members, member: string): string {
  const arn = members.requiredText(member, ARN);
  if (!arn.startsWith('arn:')) throw new AwsError('InvalidArn', `Invalid Arn: 'Invalid ARN prefix: ${arn}'`);
  return arn;
}

export function findExecution(executions: Executions, executionArn: string): Execution {
  const execution = executions.find(executionArn);
  if (execution) return execution;
  throw new AwsError('ExecutionDoesNotExist', `Execution Does Not Exist: '${executionArn}'`);
}

export function findMachine(machines: Machines, stateMachineArn: string): StateMachine {
  const machine = machines.find(stateMachineArn);
  if (machine) return machine;
  throw new AwsError('StateMachineDoesNotExist', `State Machine Does Not Exist: '${stateMachineArn}'`);
}
