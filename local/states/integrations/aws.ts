import type { AwsTarget } from '../asl/task-resource.ts';
import { runtimeError, StatesError } from '../interpreter/states-error.ts';
import { isJsonArray, isJsonObject, type Json, type JsonObject } from '../json.ts';
import { toJson } from '../jsonata/result.ts';
import type { CallAws } from '../states-api.ts';
import type { Integration, TaskCall } from './integration.ts';
import { SDK_V1, SDK_V2, toStatesError } from './service-error.ts';
import { serviceNames } from './service-names.ts';
import { fromWire, toWire } from './wire-shape.ts';

/** `aws-sdk:<service>:<operation>` and the optimized integrations: the service's answer as it is. */
export function awsIntegration(target: AwsTarget, callAws: CallAws): Integration {
  return {
    call: async (call) => {
      const { service, operation } = target;
      const input = toWire(service, withResources(target, call));
      try {
        const output: unknown = await callAws({
          service,
          operation,
          input,
          roleArn: call.execution.start.roleArn,
        });
        return checkEntries(target, fromWire(service, asObject(toJson(output ?? {}))));
      } catch (error) {
        throw toStatesError(error, serviceNames(target), target.optimized ? SDK_V1 : SDK_V2);
      }
    },
  };
}

function asObject(value: Json): JsonObject {
  return isJsonObject(value) ? value : {};
}

/** The optimized events:putEvents says which execution an event is from. */
function withResources({ optimized, operation }: AwsTarget, { execution, ...call }: TaskCall): JsonObject {
  if (!isJsonObject(call.arguments)) throw runtimeError(`The arguments of ${operation} must be an object`);
  const { Entries: entries, ...others } = call.arguments;
  if (!optimized || operation !== 'PutEvents' || !entries || !isJsonArray(entries)) return call.arguments;
  const { stateMachineArn, executionArn } = execution.start;
  return { ...others, Entries: entries.map((entry) => withOrigin(entry, [stateMachineArn, executionArn])) };
}

function withOrigin(entry: Json, origin: readonly string[]): Json {
  if (!isJsonObject(entry)) return entry;
  const { Resources: resources = [] } = entry;
  return { ...entry, Resources: [...(isJsonArray(resources) ? resources : []), ...origin] };
}

/** The optimized events:putEvents fails when one of its events does. */
function checkEntries({ optimized, operation }: AwsTarget, output: JsonObject): JsonObject {
  if (optimized && operation === 'PutEvents' && Number(output['FailedEntryCount'] ?? 0) > 0) {
    throw new StatesError('EventBridge.FailedEntry', JSON.stringify(output));
  }
  return output;
}
