import * as v from 'valibot';
import { AwsError } from '../aws-endpoint/aws-error.ts';
import { compileInputTransformer } from './input/input-transformer.ts';
import { InvalidJsonInput } from './input/invalid-json-input.ts';
import { parseJsonPath } from './input/json-path.ts';
import type { ToInput } from './input/to-input.ts';

const arn = v.pipe(v.string(), v.minLength(1), v.maxLength(1600));

/** A target as PutTargets and templates spell it; parameters of targets that are not supported are refused. */
export const targetSchema = v.strictObject({
  Id: v.pipe(v.string(), v.regex(/^[\w.-]{1,64}$/, 'allowed are 1 to 64 of A-Z a-z 0-9 . _ -')),
  Arn: arn,
  /** What EventBridge assumes to start a state machine; queues and functions have policies of their own. */
  RoleArn: v.exactOptional(arn),
  Input: v.exactOptional(v.pipe(v.string(), v.maxLength(8192))),
  InputPath: v.exactOptional(v.pipe(v.string(), v.maxLength(256))),
  InputTransformer: v.exactOptional(
    v.strictObject({
      InputPathsMap: v.exactOptional(v.pipe(v.record(v.string(), v.string()), v.maxEntries(100))),
      InputTemplate: v.pipe(v.string(), v.minLength(1), v.maxLength(8192)),
    }),
  ),
  RetryPolicy: v.exactOptional(
    v.strictObject({
      MaximumRetryAttempts: v.exactOptional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(185))),
      MaximumEventAgeInSeconds: v.exactOptional(
        v.pipe(v.number(), v.integer(), v.minValue(60), v.maxValue(86_400)),
      ),
    }),
  ),
  DeadLetterConfig: v.exactOptional(v.strictObject({ Arn: v.exactOptional(arn) })),
});

export type Target = Readonly<v.InferOutput<typeof targetSchema>>;

export type TargetKind = 'lambda' | 'sqs' | 'states';

const KINDS: readonly [TargetKind, RegExp][] = [
  ['lambda', /^arn:aws:lambda:[^:]+:\d{12}:function:[\w-]+(:[\w$-]+)?$/],
  ['sqs', /^arn:aws:sqs:[^:]+:\d{12}:[\w-]+$/],
  ['states', /^arn:aws:states:[^:]+:\d{12}:stateMachine:.+$/],
];

/** Throws ValidationException for an ARN of anything but a function, a standard queue or a state machine. */
export function kindOf(targetArn: string): TargetKind {
  const kind = KINDS.find(([, pattern]) => pattern.test(targetArn))?.[0];
  if (kind) return kind;
  throw invalid(
    `${targetArn} is no target here: Lambda functions, standard SQS queues and state machines are`,
  );
}

/** Throws ValidationException for what AWS or this stack does not take. */
export function checkTarget(target: Target): void {
  const kind = kindOf(target.Arn);
  if (kind === 'states' && target.RoleArn === undefined)
    throw invalid(`RoleArn is required for target ${target.Arn}.`);
  const deadLetterArn = target.DeadLetterConfig?.Arn;
  if (deadLetterArn !== undefined && kindOf(deadLetterArn) !== 'sqs') {
    throw invalid(`DeadLetterConfig.Arn is ${deadLetterArn}, which is no standard SQS queue`);
  }
  toInputOf(target);
}

/** How a target's input is made. Throws ValidationException for an Input, path or template that can't be. */
export function toInputOf({ Input, InputPath, InputTransformer, Id }: Target): ToInput {
  if ([Input, InputPath, InputTransformer].filter((each) => each !== undefined).length > 1) {
    throw invalid(`Only one of Input, InputPath, or InputTransformer must be provided for target ${Id}.`);
  }
  if (Input !== undefined) return constantInput(Input);
  if (InputPath !== undefined) return inputAt(InputPath);
  if (InputTransformer) {
    return compileInputTransformer(InputTransformer.InputTemplate, InputTransformer.InputPathsMap);
  }
  return (event) => JSON.stringify(event);
}

function constantInput(input: string): ToInput {
  try {
    JSON.parse(input);
  } catch {
    throw invalid(`Input is ${input}, which is not JSON`);
  }
  return () => input;
}

function inputAt(path: string): ToInput {
  const find = parseJsonPath(path);
  return (event) => {
    const value = find(event);
    if (value === undefined) throw new InvalidJsonInput(`The event has nothing at InputPath ${path}`);
    return JSON.stringify(value);
  };
}

function invalid(message: string): AwsError {
  return new AwsError('ValidationException', message);
}
