import type { HistoryEvent } from '../executions/history-event.ts';
import type { JsonObject } from '../json.ts';
import { findExecution, readArn } from './arns.ts';
import { toSeconds, type Operation, type Operations } from './operation.ts';
import { readPage } from './pages.ts';

const getExecutionHistory: Operation = {
  resource: (members) => readArn(members, 'executionArn'),
  call: (members, { executions }) => {
    const { events } = findExecution(executions, readArn(members, 'executionArn'));
    const withData = members.flag('includeExecutionData') ?? true;
    const ordered = members.flag('reverseOrder') === true ? events.toReversed() : events;
    const page = readPage(members, ordered, ({ id }) => String(id));
    members.close();
    return {
      events: page.items.map((event) => toWire(event, withData)),
      ...(page.nextToken !== undefined && { nextToken: page.nextToken }),
    };
  },
};

/** The event with its details under the name that AWS has for its type. */
function toWire({ details, timestamp, ...event }: HistoryEvent, withData: boolean) {
  const member = detailsMember(event.type);
  return {
    ...event,
    timestamp: toSeconds(timestamp),
    ...(details && { [member]: withData ? withTruncation(details) : withoutData(details) }),
  };
}

function detailsMember(type: string): string {
  if (type.endsWith('StateEntered')) return 'stateEnteredEventDetails';
  if (type.endsWith('StateExited')) return 'stateExitedEventDetails';
  return `${type.charAt(0).toLowerCase()}${type.slice(1)}EventDetails`;
}

/** Members whose size AWS may cut, and the member that tells; nothing is cut here. */
const TRUNCATION = [
  ['input', 'inputDetails'],
  ['output', 'outputDetails'],
  ['assignedVariables', 'assignedVariablesDetails'],
] as const;

function withTruncation(details: JsonObject): JsonObject {
  const flags = TRUNCATION.filter(([member]) => details[member] !== undefined);
  return { ...details, ...Object.fromEntries(flags.map(([, flag]) => [flag, { truncated: false }])) };
}

const DATA = ['input', 'output', 'parameters', 'assignedVariables'];

function withoutData(details: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(details).filter(([member]) => !DATA.includes(member)));
}

export const HISTORY_OPERATIONS: Operations = { GetExecutionHistory: getExecutionHistory };
