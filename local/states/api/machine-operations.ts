import { parseDefinition } from '../asl/parse-definition.ts';
import { InvalidDefinition } from '../asl/problems.ts';
import type { StateMachine } from '../machines/state-machine.ts';
import { findExecution, findMachine, readArn } from './arns.ts';
import { toSeconds, type Operation, type Operations } from './operation.ts';
import { readPage } from './pages.ts';

const describeStateMachine: Operation = {
  resource: (members) => readArn(members, 'stateMachineArn'),
  call: (members, { machines }) => {
    const machine = findMachine(machines, readArn(members, 'stateMachineArn'));
    members.close();
    return {
      stateMachineArn: machine.stateMachineArn,
      name: machine.name,
      status: 'ACTIVE',
      type: 'STANDARD',
      definition: machine.definitionText,
      roleArn: machine.roleArn,
      creationDate: toSeconds(machine.creationDate),
      ...configuration(machine),
    };
  },
};

/** The state machine as it was when the execution started. */
const describeStateMachineForExecution: Operation = {
  resource: (members) => readArn(members, 'executionArn'),
  call: (members, { executions, machines }) => {
    const { machine, start } = findExecution(executions, readArn(members, 'executionArn'));
    members.close();
    const current = machines.find(start.stateMachineArn);
    return {
      stateMachineArn: start.stateMachineArn,
      name: machine.name,
      definition: machine.definitionText,
      roleArn: machine.roleArn,
      updateDate: toSeconds(current?.creationDate ?? start.startDate),
      ...(current && configuration(current)),
    };
  },
};

function configuration({ loggingConfiguration, tracingEnabled }: StateMachine) {
  return { loggingConfiguration, tracingConfiguration: { enabled: tracingEnabled } };
}

const listStateMachines: Operation = {
  resource: () => '*',
  call: (members, { machines }) => {
    const page = readPage(members, machines.all(), ({ name }) => name);
    members.close();
    return {
      stateMachines: page.items.map(({ stateMachineArn, name, creationDate }) => ({
        stateMachineArn,
        name,
        type: 'STANDARD',
        creationDate: toSeconds(creationDate),
      })),
      ...(page.nextToken !== undefined && { nextToken: page.nextToken }),
    };
  },
};

/** 1 MB. */
const LONGEST_DEFINITION = 1_048_576;

/** Errors only: there is nothing between accepted and refused here. */
const validateStateMachineDefinition: Operation = {
  resource: () => '*',
  call: (members) => {
    const definition = members.requiredText('definition', { min: 1, max: LONGEST_DEFINITION });
    members.choice('type', ['STANDARD']);
    members.choice('severity', ['ERROR', 'WARNING']);
    const maxResults = members.integer('maxResults', { min: 0, max: 100 }) ?? 0;
    members.close();
    const problems = problemsOf(definition);
    const shown = problems.slice(0, maxResults === 0 ? 100 : maxResults);
    return {
      result: problems.length === 0 ? 'OK' : 'FAIL',
      diagnostics: shown.map((problem) => ({ severity: 'ERROR', ...problem })),
      truncated: shown.length < problems.length,
    };
  },
};

function problemsOf(definition: string) {
  try {
    parseDefinition(definition);
    return [];
  } catch (error) {
    if (error instanceof InvalidDefinition) return error.problems;
    throw error;
  }
}

export const MACHINE_OPERATIONS: Operations = {
  DescribeStateMachine: describeStateMachine,
  DescribeStateMachineForExecution: describeStateMachineForExecution,
  ListStateMachines: listStateMachines,
  ValidateStateMachineDefinition: validateStateMachineDefinition,
};
