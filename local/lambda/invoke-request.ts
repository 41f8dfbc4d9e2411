import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { AwsError } from '../aws-endpoint/aws-error.ts';
import type { FoundFunction } from './function-registry.ts';
import type { Functions } from './functions.ts';
import type { AsyncInvoker } from './invoker.ts';
import type { Reply } from './rest-reply.ts';

export type InvokeAsync = AsyncInvoker['invokeAsync'];

export interface InvokeRequest {
  readonly request: IncomingMessage;
  readonly body: Buffer;
  readonly target: FoundFunction;
  readonly functions: Functions;
  readonly invokeAsync: InvokeAsync;
}

/** "Invoke", AWS Lambda API Reference. */
export function invokeOverHttp(invocation: InvokeRequest): Promise<Reply> | Reply {
  const { request, body, target, invokeAsync } = invocation;
  const payload = parsePayload(body);
  const type = request.headers['x-amz-invocation-type'] ?? 'RequestResponse';
  switch (type) {
    case 'RequestResponse':
      return invokeAndWait(invocation, payload);
    case 'Event': {
      const { requestId } = invokeAsync(target.arn, payload);
      return { statusCode: 202, requestId, body: '' };
    }
    case 'DryRun':
      return { statusCode: 204, body: '' };
    default:
      throw new AwsError(
        'InvalidParameterValueException',
        `X-Amz-Invocation-Type is ${String(type)}; allowed are RequestResponse, Event, DryRun`,
      );
  }
}

async function invokeAndWait({ request, target, functions }: InvokeRequest, payload: string): Promise<Reply> {
  const requestId = randomUUID();
  const wantsTail = request.headers['x-amz-log-type'] === 'Tail';
  const lines: string[] = [];
  const onLine = (line: string): void => void lines.push(line);
  const result = await functions.run(target, { requestId, payload, ...(wantsTail && { onLine }) });
  return {
    statusCode: 200,
    requestId,
    headers: {
      'x-amz-executed-version': '$LATEST',
      ...(result.failure && { 'x-amz-function-error': 'Unhandled' }),
      ...(wantsTail && { 'x-amz-log-result': tailOf(lines) }),
    },
    body: result.payload,
  };
}

const TAIL_BYTES = 4 * 1024;

function tailOf(lines: readonly string[]): string {
  return Buffer.from(lines.map((line) => `${line}\n`).join(''))
    .subarray(-TAIL_BYTES)
    .toString('base64');
}

function parsePayload(body: Buffer): string {
  if (body.length === 0) return '{}';
  const text = body.toString('utf8');
  try {
    JSON.parse(text);
    return text;
  } catch (cause) {
    throw new AwsError(
      'InvalidRequestContentException',
      `Could not parse request body into json: ${String(cause)}`,
    );
  }
}
