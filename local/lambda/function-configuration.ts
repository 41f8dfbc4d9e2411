import type { FoundFunction } from './function-registry.ts';
import type { Reply } from './rest-reply.ts';

/** "GetFunction" and "GetFunctionConfiguration": what is known of a function here. */
export function functionConfiguration(
  operation: 'GetFunction' | 'GetFunctionConfiguration',
  { definition, arn, qualifier }: FoundFunction,
): Reply {
  const { logging, reservedConcurrency } = definition;
  const configuration = {
    FunctionName: definition.name,
    FunctionArn: arn,
    Runtime: definition.runtime,
    Role: definition.roleArn,
    Handler: definition.handler,
    Timeout: definition.timeoutSeconds,
    MemorySize: definition.memoryMb,
    Version: qualifier === '1' ? '1' : '$LATEST',
    Environment: { Variables: definition.variables },
    PackageType: 'Zip',
    State: 'Active',
    LastUpdateStatus: 'Successful',
    LoggingConfig: { LogFormat: logging.format, LogGroup: logging.logGroup },
  };
  const body =
    operation === 'GetFunctionConfiguration'
      ? configuration
      : {
          Configuration: configuration,
          Code: { RepositoryType: 'S3' },
          ...(reservedConcurrency !== undefined && {
            Concurrency: { ReservedConcurrentExecutions: reservedConcurrency },
          }),
        };
  return { statusCode: 200, body: JSON.stringify(body) };
}
