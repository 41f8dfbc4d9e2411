import * as v from 'valibot';
import { AwsError } from '../aws-endpoint/aws-error.ts';
import type { JsonCall, JsonService } from '../aws-endpoint/service.ts';
import type { Clock } from '../clock/clock.ts';
import type { Environment, Resource } from '../cloud-assembly/resource.ts';
import { ofType, parseProperties, refuseOtherTypes } from '../iam/template/parse-properties.ts';
import { describeLogGroups, describeLogStreams } from './describe-operations.ts';
import { createLogStore, type LogStore } from './log-store.ts';
import { filterLogEvents, getLogEvents } from './read-operations.ts';

export interface Logs {
  /** Where functions write, and where others listen. */
  readonly store: LogStore;
  /** DescribeLogGroups, DescribeLogStreams, GetLogEvents, FilterLogEvents: AWS JSON 1.1. */
  readonly service: JsonService;
  /** Takes AWS::Logs::LogGroup. Throws a sentence for what is not supported. */
  provision(resources: readonly Resource[]): void;
}

export interface LogsOptions {
  readonly clock: Clock;
  readonly environment: Environment;
}

export function createLogs({ clock, environment }: LogsOptions): Logs {
  const store = createLogStore(clock);
  return {
    store,
    service: createService(store, environment),
    provision: (resources) => {
      refuseOtherTypes(resources, 'AWS::Logs::', ['AWS::Logs::LogGroup']);
      for (const group of ofType(resources, 'AWS::Logs::LogGroup')) define(store, group);
    },
  };
}

type Operation = (input: unknown) => unknown;

function createService(store: LogStore, environment: Environment): JsonService {
  const operations = new Map<string, Operation>([
    ['DescribeLogGroups', describeLogGroups(store, environment)],
    ['DescribeLogStreams', describeLogStreams(store, environment)],
    ['GetLogEvents', getLogEvents(store)],
    ['FilterLogEvents', filterLogEvents(store)],
  ]);
  const operationOf = ({ operation }: JsonCall): Operation => {
    const found = operations.get(operation);
    if (found) return found;
    throw new AwsError(
      'UnknownOperationException',
      `These local CloudWatch Logs do not support ${operation}`,
      {
        statusCode: 501,
      },
    );
  };
  return {
    protocol: 'json-1.1',
    targetPrefix: 'Logs_20140328',
    permissions: (call) => {
      operationOf(call);
      return [{ action: `logs:${call.operation}`, resource: logGroupArn(call, environment) }];
    },
    // A promise, so that what an operation throws is a rejection.
    call: (call) => Promise.resolve().then(() => operationOf(call)(call.input)),
  };
}

/** Source: "Actions, resources, and condition keys for Amazon CloudWatch Logs". */
function logGroupArn({ operation, input }: JsonCall, { region, account }: Environment): string {
  const prefix = `arn:aws:logs:${region}:${account}:log-group`;
  const { logGroupName, logStreamName } = input;
  if (typeof logGroupName !== 'string') return `${prefix}:*`;
  return operation === 'GetLogEvents' && typeof logStreamName === 'string'
    ? `${prefix}:${logGroupName}:log-stream:${logStreamName}`
    : `${prefix}:${logGroupName}:*`;
}

const groupProperties = v.strictObject({
  LogGroupName: v.optional(v.string()),
  RetentionInDays: v.optional(v.number()),
  // One class of storage, no keys and no tags: memory.
  LogGroupClass: v.optional(v.literal('STANDARD')),
  KmsKeyId: v.optional(v.string()),
  Tags: v.optional(v.unknown()),
});

function define(store: LogStore, resource: Resource): void {
  store.createGroup(resource.physicalId, parseProperties(groupProperties, resource).RetentionInDays);
}
