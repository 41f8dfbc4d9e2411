import { AwsError } from '../../aws-endpoint/aws-error.ts';
import type { Environment } from '../../cloud-assembly/resource.ts';
import type { Invocation } from '../../lambda/invoker.ts';
import { runtimeError, StatesError } from '../interpreter/states-error.ts';
import { isJsonObject, type Json, type JsonObject } from '../json.ts';
import type { StatesOptions } from '../states-api.ts';
import type { Integration, TaskCall } from './integration.ts';
import { LAMBDA_NAMES } from './service-names.ts';
import { SDK_V1, toStatesError } from './service-error.ts';

type Options = Pick<StatesOptions, 'invoker' | 'asyncInvoker' | 'authorize' | 'environment'>;

/** `lambda:invoke`: the answer of the Invoke API, with the payload parsed. */
export function lambdaIntegration(options: Options): Integration {
  return {
    call: async (call) => {
      try {
        return await invoke(options, call);
      } catch (error) {
        throw toStatesError(error, LAMBDA_NAMES, SDK_V1);
      }
    },
  };
}

async function invoke(
  { invoker, asyncInvoker, authorize, environment }: Options,
  call: TaskCall,
): Promise<Json> {
  const { functionName, qualifier, payload, event } = parseArguments(call.arguments);
  const name = qualifier === undefined ? functionName : `${functionName}:${qualifier}`;
  const resource = functionArn(name, environment);
  authorize?.(call.execution.start.roleArn, { action: 'lambda:InvokeFunction', resource });
  if (event) {
    if (!asyncInvoker)
      throw new AwsError('InvalidParameterValueException', 'InvocationType Event is not served');
    return answer(202, asyncInvoker.invokeAsync(name, payload).requestId, {});
  }
  const invocation = await invoker.invoke(name, payload);
  if (invocation.functionError) throw functionError(invocation);
  const ExecutedVersion = qualifier !== undefined && /^\d+$/.test(qualifier) ? qualifier : '$LATEST';
  return answer(200, invocation.requestId, { ExecutedVersion, Payload: parsePayload(invocation.payload) });
}

/** The members of the answer stand in the order of AWS's, which sorts them. */
function answer(statusCode: number, requestId: string, fields: JsonObject): JsonObject {
  return {
    ...fields,
    SdkHttpMetadata: { HttpStatusCode: statusCode },
    SdkResponseMetadata: { RequestId: requestId },
    StatusCode: statusCode,
  };
}

interface Arguments {
  readonly functionName: string;
  readonly qualifier: string | undefined;
  /** JSON text. */
  readonly payload: string;
  readonly event: boolean;
}

function parseArguments(value: Json): Arguments {
  if (!isJsonObject(value)) throw runtimeError('The arguments of lambda:invoke must be an object');
  const { FunctionName, Qualifier, Payload = {}, InvocationType = 'RequestResponse', ...others } = value;
  const [other] = Object.keys(others);
  if (other !== undefined) throw runtimeError(`lambda:invoke does not take '${other}' here`);
  if (typeof FunctionName !== 'string' || FunctionName === '') {
    throw runtimeError('lambda:invoke needs a FunctionName that is a string');
  }
  if (InvocationType !== 'RequestResponse' && InvocationType !== 'Event') {
    throw runtimeError(
      `lambda:invoke takes InvocationType RequestResponse or Event here, not ${JSON.stringify(InvocationType)}`,
    );
  }
  return {
    functionName: FunctionName,
    qualifier: typeof Qualifier === 'string' ? Qualifier : undefined,
    payload: JSON.stringify(Payload),
    event: InvocationType === 'Event',
  };
}

/** The error's name is what the function threw; its cause is the whole error object, as JSON. */
function functionError({ payload }: Invocation): StatesError {
  const { errorType } = parseObject(payload);
  if (typeof errorType === 'string' && errorType !== '') return new StatesError(errorType, payload);
  return new StatesError(
    'Lambda.Unknown',
    `The cause could not be determined because Lambda did not return an error type. Returned payload: ${payload}`,
  );
}

function parseObject(payload: string): JsonObject {
  const value = parsePayload(payload);
  return isJsonObject(value) ? value : {};
}

function parsePayload(payload: string): Json {
  return payload === '' ? null : (JSON.parse(payload) as Json);
}

function functionArn(name: string, { account, region }: Environment): string {
  return name.startsWith('arn:') ? name : `arn:aws:lambda:${region}:${account}:function:${name}`;
}
