import * as v from 'valibot';

/** "Lambda quotas": all variables together, keys and values. */
const MOST_BYTES = 4 * 1024;

/** "Defined runtime environment variables": those a function cannot set by itself. */
const RESERVED = new Set([
  '_HANDLER',
  '_X_AMZN_TRACE_ID',
  'AWS_ACCESS_KEY',
  'AWS_ACCESS_KEY_ID',
  'AWS_DEFAULT_REGION',
  'AWS_EXECUTION_ENV',
  'AWS_LAMBDA_FUNCTION_MEMORY_SIZE',
  'AWS_LAMBDA_FUNCTION_NAME',
  'AWS_LAMBDA_FUNCTION_VERSION',
  'AWS_LAMBDA_INITIALIZATION_TYPE',
  'AWS_LAMBDA_LOG_GROUP_NAME',
  'AWS_LAMBDA_LOG_STREAM_NAME',
  'AWS_LAMBDA_RUNTIME_API',
  'AWS_REGION',
  'AWS_SECRET_ACCESS_KEY',
  'AWS_SESSION_TOKEN',
  'LAMBDA_RUNTIME_DIR',
  'LAMBDA_TASK_ROOT',
]);

const text = v.union([
  v.string(),
  v.pipe(
    v.union([v.number(), v.boolean()]),
    v.transform((value) => String(value)),
  ),
]);

/** What a function's environment may hold; AWS refuses the rest when the function is created. */
export const variablesSchema = v.pipe(
  v.record(
    v.pipe(
      v.string(),
      v.regex(/^[a-zA-Z][a-zA-Z0-9_]+$/, 'is not a name that Lambda takes'),
      v.check((name) => !RESERVED.has(name), 'is reserved by Lambda'),
    ),
    text,
  ),
  v.check(
    (variables) =>
      Object.entries(variables).reduce((sum, [name, value]) => sum + Buffer.byteLength(name + value), 0) <=
      MOST_BYTES,
    `the variables are larger than ${MOST_BYTES} bytes together`,
  ),
);
