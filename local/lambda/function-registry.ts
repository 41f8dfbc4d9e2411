import * as v from 'valibot';
import { AwsError } from '../aws-endpoint/aws-error.ts';
import type { Resource } from '../cloud-assembly/resource.ts';
import { ofType, parseProperties } from '../iam/template/parse-properties.ts';
import type { FunctionDefinition } from './function-definition.ts';
import { parseFunctionName } from './function-name.ts';

/** A function as a caller named it. */
export interface FoundFunction {
  readonly definition: FunctionDefinition;
  readonly qualifier: string;
  /** With the qualifier, if the caller gave one: what the handler sees as invokedFunctionArn. */
  readonly arn: string;
}

/** The functions of a template, with their versions and aliases (which all run the one code there is). */
export interface FunctionRegistry {
  readonly definitions: readonly FunctionDefinition[];
  /** Throws ResourceNotFoundException, and ValidationException for text that names no function. */
  find(functionName: string, qualifier?: string): FoundFunction;
}

export function createFunctionRegistry(
  definitions: readonly FunctionDefinition[],
  resources: readonly Resource[],
): FunctionRegistry {
  const byName = new Map(definitions.map((definition) => [definition.name, definition] as const));
  const qualifiers = new Set(qualifiedNames(resources));
  return {
    definitions,
    find: (functionName, asked) => {
      const target = parseFunctionName(functionName);
      if (!target) throw malformed(functionName);
      const { name } = target;
      const qualifier = asked ?? target.qualifier;
      const definition = byName.get(name);
      const isKnown = qualifier === '$LATEST' || qualifiers.has(`${name}:${qualifier}`);
      if (!definition || !isKnown) throw notFound(name, qualifier);
      const isGiven = asked !== undefined || target.isQualified;
      return { definition, qualifier, arn: isGiven ? `${definition.arn}:${qualifier}` : definition.arn };
    },
  };
}

const versionProperties = v.looseObject({ FunctionName: v.string() });
const aliasProperties = v.strictObject({
  Description: v.optional(v.unknown()),
  FunctionName: v.string(),
  FunctionVersion: v.string(),
  Name: v.string(),
});

/** `name:1` for a version, `name:alias` for an alias; provisioned concurrency and traffic shifting are refused. */
function qualifiedNames(resources: readonly Resource[]): string[] {
  const nameOf = (text: string): string => parseFunctionName(text)?.name ?? text;
  const versions = ofType(resources, 'AWS::Lambda::Version').map((resource) => {
    const { FunctionName } = parseProperties(versionProperties, resource);
    return `${nameOf(FunctionName)}:1`;
  });
  const aliases = ofType(resources, 'AWS::Lambda::Alias').map((resource) => {
    const { FunctionName, Name } = parseProperties(aliasProperties, resource);
    return `${nameOf(FunctionName)}:${Name}`;
  });
  return [...versions, ...aliases];
}

function notFound(name: string, qualifier: string): AwsError {
  const target = qualifier === '$LATEST' ? name : `${name}:${qualifier}`;
  return new AwsError('ResourceNotFoundException', `Function not found: ${target}`, { statusCode: 404 });
}

function malformed(text: string): AwsError {
  return new AwsError('ValidationException', `${JSON.stringify(text)} is not the name or ARN of a function`);
}
