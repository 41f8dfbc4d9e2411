import type { Resource } from '../../cloud-assembly/resource.ts';
import { parseDefinition } from '../asl/parse-definition.ts';
import { isJsonObject, type Json, type JsonObject } from '../json.ts';
import { toJson } from '../jsonata/result.ts';
import { isTrue, loggingConfiguration } from './logging-configuration.ts';
import type { StateMachine } from './state-machine.ts';

export const STATE_MACHINE_TYPE = 'AWS::StepFunctions::StateMachine';

const SUPPORTED = [
  'Definition',
  'DefinitionString',
  'DefinitionSubstitutions',
  'LoggingConfiguration',
  'RoleArn',
  'StateMachineName',
  'StateMachineType',
  'Tags',
  'TracingConfiguration',
];

/** Throws Error with a sentence, or InvalidDefinition. */
export function parseStateMachine(resource: Resource, now: number): StateMachine {
  const properties = toJson(resource.properties) as JsonObject;
  checkProperties(properties);
  const definitionText = definitionOf(properties);
  const name = /^arn:[^:]+:states:[^:]+:[^:]+:stateMachine:([^:]+)$/.exec(resource.physicalId)?.[1];
  if (name === undefined) throw new Error(`Its id ${resource.physicalId} is no ARN of a state machine`);
  return {
    stateMachineArn: resource.physicalId,
    name,
    roleArn: text(properties, 'RoleArn') ?? '',
    definition: parseDefinition(definitionText),
    definitionText,
    creationDate: now,
    loggingConfiguration: loggingConfiguration(properties['LoggingConfiguration']),
    tracingEnabled: tracingEnabled(properties['TracingConfiguration']),
  };
}

function checkProperties(properties: JsonObject): void {
  if ('DefinitionS3Location' in properties) {
    throw new Error('DefinitionS3Location must be replaced by the definition itself (DefinitionString)');
  }
  for (const name of Object.keys(properties)) {
    if (!SUPPORTED.includes(name)) throw new Error(`The property ${name} is not supported`);
  }
  const type = text(properties, 'StateMachineType') ?? 'STANDARD';
  if (type !== 'STANDARD') throw new Error(`StateMachineType ${type} is not supported: STANDARD only`);
}

function definitionOf(properties: JsonObject): string {
  const { Definition: object } = properties;
  const given = text(properties, 'DefinitionString');
  if (given === undefined && object === undefined)
    throw new Error('It has neither DefinitionString nor Definition');
  return substitute(given ?? JSON.stringify(object), properties['DefinitionSubstitutions']);
}

/** `${name}` stands for the value of that name. */
function substitute(definition: string, substitutions: Json = {}): string {
  if (!isJsonObject(substitutions)) throw new Error('DefinitionSubstitutions is not an object');
  return Object.entries(substitutions).reduce(
    (result, [name, value]) =>
      result.replaceAll(`\${${name}}`, () => (typeof value === 'string' ? value : JSON.stringify(value))),
    definition,
  );
}

function tracingEnabled(configuration: Json = {}): boolean {
  return isJsonObject(configuration) && isTrue(configuration['Enabled']);
}

function text(properties: JsonObject, name: string): string | undefined {
  const value = properties[name];
  if (value === undefined || typeof value === 'string') return value;
  throw new Error(`${name} must be a string`);
}
