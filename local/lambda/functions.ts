import type { Resource } from '../cloud-assembly/resource.ts';
import { AwsError } from '../aws-endpoint/aws-error.ts';
import { ofType } from '../iam/template/parse-properties.ts';
import { createCodeFolders } from './code-folders.ts';
import { createConcurrency } from './concurrency.ts';
import type { FunctionDefinition } from './function-definition.ts';
import { createFunctionRegistry, type FoundFunction, type FunctionRegistry } from './function-registry.ts';
import { createFunctionRunner, type FunctionRunner, type RunResult } from './function-runner.ts';
import type { LambdaOptions } from './lambda-options.ts';
import { createMemoryWatch } from './memory-watch.ts';
import { parseFunction } from './parse-function.ts';

export interface FunctionRequest {
  readonly requestId: string;
  /** JSON text. */
  readonly payload: string;
  /** Sees the lines of this invocation. */
  readonly onLine?: (line: string) => void;
}

/** The functions of a template, running. */
export interface Functions extends FunctionRegistry {
  /** Throws TooManyRequestsException. */
  run(target: FoundFunction, request: FunctionRequest): Promise<RunResult>;
  close(): Promise<void>;
}

/** Until there is a template. */
export const NO_FUNCTIONS: Functions = {
  ...createFunctionRegistry([], []),
  run: () => Promise.reject(new Error('There are no functions')),
  close: () => Promise.resolve(),
};

const INIT_TIMEOUT_SECONDS = 10;

export function createFunctions(options: LambdaOptions, resources: readonly Resource[]): Functions {
  const folders = createCodeFolders(options.codeCache);
  const definitions = ofType(resources, 'AWS::Lambda::Function').map((resource) =>
    parseFunction(resource, options.environment, folders.copyOf(options.codeFolderOf(resource.logicalId))),
  );
  const registry = createFunctionRegistry(definitions, resources);
  const concurrency = createConcurrency({
    accountLimit: options.accountConcurrency,
    reserved: reservations(definitions),
  });
  const runners = createRunners(options, definitions);
  const { clock, onInvocation, onRun } = options;

  return {
    ...registry,
    run: async ({ definition, arn }, request) => {
      const functionName = definition.name;
      const startedAt = clock.now();
      const runner = runners.get(functionName);
      if (!runner) throw new Error(`${functionName} has no runner`);
      const concurrent = concurrency.inFlight(functionName) + 1;
      let leave: (() => void) | undefined;
      const end = onRun?.();
      try {
        leave = concurrency.enter(functionName);
        const result = await runner.run({ ...request, functionArn: arn });
        const outcome = result.failure ? 'error' : 'success';
        onInvocation?.({ functionName, startedAt, concurrent, outcome, durationMs: result.durationMs });
        return result;
      } catch (error) {
        if (!(error instanceof AwsError)) throw error;
        onInvocation?.({ functionName, startedAt, concurrent, outcome: 'throttled', durationMs: undefined });
        throw error;
      } finally {
        leave?.();
        end?.();
      }
    },
    close: async () => {
      await Promise.all([...runners.values()].map((runner) => runner.close()));
      folders.close();
    },
  };
}

function reservations(definitions: readonly FunctionDefinition[]): Map<string, number> {
  return new Map(
    definitions.flatMap(({ name, reservedConcurrency }) =>
      reservedConcurrency === undefined ? [] : [[name, reservedConcurrency] as const],
    ),
  );
}

function createRunners(
  { clock, environment, credentialsOf, awsUrl, logs, codeCache, ...rest }: LambdaOptions,
  definitions: readonly FunctionDefinition[],
): ReadonlyMap<string, FunctionRunner> {
  const memoryWatch = createMemoryWatch();
  const initTimeoutMs = (rest.initTimeoutSeconds ?? INIT_TIMEOUT_SECONDS) * 1_000;
  return new Map(
    definitions.map((definition) => {
      const credentials = credentialsOf(definition.roleArn);
      const place = { clock, environment, credentials, awsUrl, logs, memoryWatch, initTimeoutMs, codeCache };
      return [definition.name, createFunctionRunner({ definition, ...place })];
    }),
  );
}
