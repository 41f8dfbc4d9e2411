import { credentialVariables, type Credentials } from '../iam/credentials.ts';
import type { FunctionDefinition } from './function-definition.ts';

export interface SandboxPlace {
  readonly region: string;
  readonly credentials: Credentials;
  /** Where the function's AWS clients find this stack. */
  readonly awsUrl: string;
  readonly taskRoot: string;
  readonly logStream: string;
}

/**
 * All variables a sandbox has: the template's, and those the Lambda runtime sets ("Defined runtime environment
 * variables"). Nothing comes from the process that runs the stack.
 */
export function sandboxEnvironment(
  definition: FunctionDefinition,
  { region, credentials, awsUrl, taskRoot, logStream }: SandboxPlace,
): Record<string, string> {
  const { name, memoryMb, logging } = definition;
  return {
    ...definition.variables,
    _HANDLER: definition.handler,
    // Powertools reports cold starts only when it is told how the environment came to be.
    AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
    AWS_LAMBDA_FUNCTION_NAME: name,
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(memoryMb),
    AWS_LAMBDA_LOG_GROUP_NAME: logging.logGroup,
    AWS_LAMBDA_LOG_STREAM_NAME: logStream,
    ...(logging.format === 'JSON' && {
      AWS_LAMBDA_LOG_FORMAT: 'JSON',
      AWS_LAMBDA_LOG_LEVEL: logging.applicationLevel ?? 'INFO',
    }),
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_EXECUTION_ENV: `AWS_Lambda_${definition.runtime}`,
    LAMBDA_TASK_ROOT: taskRoot,
    TZ: ':UTC',
    ...credentialVariables(credentials),
    AWS_ENDPOINT_URL: awsUrl,
  };
}
