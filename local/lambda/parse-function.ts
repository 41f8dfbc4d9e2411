import * as v from 'valibot';
import type { Environment, Resource } from '../cloud-assembly/resource.ts';
import { parseProperties } from '../iam/template/parse-properties.ts';
import type { FunctionDefinition, FunctionLogging } from './function-definition.ts';
import { queueArn } from './queue-arn.ts';
import { variablesSchema } from './variables.ts';

const whole = (least: number, most: number) =>
  v.pipe(
    v.union([v.number(), v.pipe(v.string(), v.transform(Number))]),
    v.integer(),
    v.minValue(least),
    v.maxValue(most),
  );
/** Accepted, and without effect on one machine: there is one network, one processor, no X-Ray, no tags. */
const withoutLocalMeaning = v.optional(v.unknown());

/** AWS::Lambda::Function. Limits are those of its page in the CloudFormation Template Reference. */
const functionProperties = v.strictObject({
  Architectures: withoutLocalMeaning,
  Code: v.unknown(),
  DeadLetterConfig: v.optional(v.strictObject({ TargetArn: v.optional(queueArn) })),
  Description: withoutLocalMeaning,
  Environment: v.optional(v.strictObject({ Variables: v.optional(variablesSchema, {}) }), { Variables: {} }),
  EphemeralStorage: withoutLocalMeaning,
  FunctionName: v.optional(v.string()),
  Handler: v.string(),
  KmsKeyArn: withoutLocalMeaning,
  LoggingConfig: v.optional(
    v.strictObject({
      ApplicationLogLevel: v.optional(v.picklist(['TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR', 'FATAL'])),
      LogFormat: v.optional(v.picklist(['Text', 'JSON']), 'Text'),
      LogGroup: v.optional(v.string()),
      SystemLogLevel: v.optional(v.picklist(['DEBUG', 'INFO', 'WARN']), 'INFO'),
    }),
    {},
  ),
  MemorySize: v.optional(whole(128, 10_240), 128),
  PackageType: v.optional(v.literal('Zip')),
  RecursiveLoop: withoutLocalMeaning,
  ReservedConcurrentExecutions: v.optional(whole(0, 100_000)),
  Role: v.string(),
  Runtime: v.pipe(v.string(), v.regex(/^nodejs\d+\.x$/, 'only nodejs runtimes can be run')),
  RuntimeManagementConfig: withoutLocalMeaning,
  SnapStart: v.optional(v.strictObject({ ApplyOn: v.literal('None') })),
  Tags: withoutLocalMeaning,
  Timeout: v.optional(whole(1, 900), 3),
  TracingConfig: withoutLocalMeaning,
  VpcConfig: withoutLocalMeaning,
});

/** Throws a sentence that names the function and the property that cannot be run. */
export function parseFunction(
  resource: Resource,
  { region, account }: Environment,
  codeFolder: string,
): FunctionDefinition {
  const parsed = parseProperties(functionProperties, resource);
  const { logicalId, physicalId: name } = resource;
  return {
    logicalId,
    name,
    arn: `arn:aws:lambda:${region}:${account}:function:${name}`,
    handler: parsed.Handler,
    runtime: parsed.Runtime,
    codeFolder,
    roleArn: parsed.Role,
    memoryMb: parsed.MemorySize,
    timeoutSeconds: parsed.Timeout,
    variables: parsed.Environment.Variables,
    reservedConcurrency: parsed.ReservedConcurrentExecutions,
    logging: logging(name, parsed.LoggingConfig),
    deadLetterArn: parsed.DeadLetterConfig?.TargetArn,
  };
}

type LoggingConfig = v.InferOutput<typeof functionProperties>['LoggingConfig'];

function logging(name: string, config: LoggingConfig): FunctionLogging {
  return {
    logGroup: config.LogGroup ?? `/aws/lambda/${name}`,
    ownGroup: config.LogGroup === undefined,
    format: config.LogFormat,
    applicationLevel: config.ApplicationLogLevel,
    systemLevel: config.SystemLogLevel,
  };
}
