import * as v from 'valibot';
import type { Resource } from '../cloud-assembly/resource.ts';
import { ofType, parseProperties } from '../iam/template/parse-properties.ts';
import type { FunctionDefinition } from './function-definition.ts';
import { parseFunctionName } from './function-name.ts';
import { queueArn } from './queue-arn.ts';

/** What becomes of an event that a function takes asynchronously. */
export interface InvokeConfig {
  readonly mostRetries: number;
  readonly mostAgeMs: number;
  /** Queue ARNs: of records about the events that ended so. */
  readonly onSuccess: string | undefined;
  readonly onFailure: string | undefined;
  /** Queue ARN: of the events themselves. */
  readonly deadLetterArn: string | undefined;
}

/** "Configuring error handling settings for Lambda asynchronous invocations". */
const DEFAULTS = { mostRetries: 2, mostAgeMs: 6 * 3_600 * 1_000 };

const destination = v.optional(v.strictObject({ Destination: queueArn }));

const configProperties = v.strictObject({
  DestinationConfig: v.optional(v.strictObject({ OnSuccess: destination, OnFailure: destination }), {}),
  FunctionName: v.string(),
  MaximumEventAgeInSeconds: v.optional(v.pipe(v.number(), v.minValue(60), v.maxValue(21_600))),
  MaximumRetryAttempts: v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(2))),
  Qualifier: v.string(),
});

/** Reads every AWS::Lambda::EventInvokeConfig. Throws a sentence for what is not supported. */
export function readInvokeConfigs(
  resources: readonly Resource[],
): (definition: FunctionDefinition, qualifier: string) => InvokeConfig {
  const configs = new Map(
    ofType(resources, 'AWS::Lambda::EventInvokeConfig').map((resource) => {
      const parsed = parseProperties(configProperties, resource);
      const name = parseFunctionName(parsed.FunctionName)?.name ?? parsed.FunctionName;
      return [`${name}:${parsed.Qualifier}`, parsed] as const;
    }),
  );
  return ({ name, deadLetterArn }, qualifier) => {
    const config = configs.get(`${name}:${qualifier}`);
    const ageSeconds = config?.MaximumEventAgeInSeconds;
    return {
      mostRetries: config?.MaximumRetryAttempts ?? DEFAULTS.mostRetries,
      mostAgeMs: ageSeconds === undefined ? DEFAULTS.mostAgeMs : ageSeconds * 1_000,
      onSuccess: config?.DestinationConfig.OnSuccess?.Destination,
      onFailure: config?.DestinationConfig.OnFailure?.Destination,
      deadLetterArn,
    };
  };
}
