import * as v from 'valibot';
import type { Permission } from '../aws-endpoint/service.ts';
import type { Environment } from '../cloud-assembly/resource.ts';
import { parseInput } from './input.ts';
import type { Context, Operation } from './operation.ts';
import { parameterArn, parseReference } from './parameter-name.ts';
import { putParameterOperation } from './put-parameter.ts';
import { shownParameter } from './shown-parameter.ts';

const name = v.pipe(v.string(), v.minLength(1), v.maxLength(2048));
const names = v.pipe(v.array(name), v.minLength(1), v.maxLength(10));
const withDecryption = v.exactOptional(v.boolean(), false);

const getOne = v.strictObject({ Name: name, WithDecryption: withDecryption });
const getMany = v.strictObject({ Names: names, WithDecryption: withDecryption });
const deleteOne = v.strictObject({ Name: name });
const deleteMany = v.strictObject({ Names: names });
const getByPath = v.strictObject({
  Path: v.pipe(name, v.startsWith('/', 'The parameter path must begin with a slash /.')),
  Recursive: v.exactOptional(v.boolean(), false),
  WithDecryption: withDecryption,
  MaxResults: v.exactOptional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(10)), 10),
  /** The last name of the page before. */
  NextToken: v.exactOptional(v.string(), ''),
});

export function ssmOperations(context: Context): Record<string, Operation> {
  return { ...readOperations(context), ...deleteOperations(context), ...putParameterOperation(context) };
}

function readOperations({ parameters, environment }: Context): Record<string, Operation> {
  const on = (action: string, ...texts: string[]) => permissionsOn(environment, action, texts);
  return {
    GetParameter: {
      permissions: ({ input }) => on('GetParameter', parseInput(getOne, input).Name),
      run: ({ input }) => {
        const { Name, WithDecryption } = parseInput(getOne, input);
        const how = { withDecryption: WithDecryption, environment };
        return { Parameter: shownParameter(parameters.get(Name), how) };
      },
    },
    GetParameters: {
      permissions: ({ input }) => on('GetParameters', ...parseInput(getMany, input).Names),
      run: ({ input }) => {
        const { Names, WithDecryption } = parseInput(getMany, input);
        const how = { withDecryption: WithDecryption, environment };
        const found = Names.map((text) => parameters.find(text)).filter((each) => each !== undefined);
        return {
          Parameters: found.map((each) => shownParameter(each, how)),
          InvalidParameters: Names.filter((text) => !parameters.find(text)),
        };
      },
    },
    GetParametersByPath: {
      permissions: ({ input }) => on('GetParametersByPath', parseInput(getByPath, input).Path),
      run: ({ input }) => {
        const { Path, Recursive, WithDecryption, MaxResults, NextToken } = parseInput(getByPath, input);
        const how = { withDecryption: WithDecryption, environment };
        const rest = parameters.below(Path, Recursive).filter((found) => found.name > NextToken);
        const page = rest.slice(0, MaxResults);
        return {
          Parameters: page.map((each) => shownParameter(each, how)),
          ...(rest.length > page.length && { NextToken: page.at(-1)?.name }),
        };
      },
    },
  };
}

function deleteOperations({ parameters, environment }: Context): Record<string, Operation> {
  return {
    DeleteParameter: {
      permissions: ({ input }) =>
        permissionsOn(environment, 'DeleteParameter', [parseInput(deleteOne, input).Name]),
      run: ({ input }) => {
        parameters.delete(parseReference(parseInput(deleteOne, input).Name).name);
      },
    },
    DeleteParameters: {
      permissions: ({ input }) =>
        permissionsOn(environment, 'DeleteParameters', parseInput(deleteMany, input).Names),
      run: ({ input }) => {
        const { Names } = parseInput(deleteMany, input);
        const DeletedParameters = Names.filter((text) => parameters.find(text));
        for (const text of new Set(DeletedParameters)) parameters.delete(parseReference(text).name);
        return {
          DeletedParameters,
          InvalidParameters: Names.filter((text) => !DeletedParameters.includes(text)),
        };
      },
    },
  };
}

function permissionsOn(environment: Environment, action: string, texts: readonly string[]): Permission[] {
  return texts.map((text) => ({
    action: `ssm:${action}`,
    resource: parameterArn(parseReference(text).name, environment),
  }));
}
