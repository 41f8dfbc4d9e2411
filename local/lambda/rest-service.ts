import type { IncomingMessage, ServerResponse } from 'node:http';
import { AwsError } from '../aws-endpoint/aws-error.ts';
import { readBody, type Body } from '../aws-endpoint/body.ts';
import type { RestService } from '../aws-endpoint/service.ts';
import { functionConfiguration } from './function-configuration.ts';
import type { FoundFunction } from './function-registry.ts';
import type { Functions } from './functions.ts';
import { invokeOverHttp, type InvokeAsync } from './invoke-request.ts';
import type { LambdaOptions } from './lambda-options.ts';
import { sendError, sendReply, type Reply } from './rest-reply.ts';

export interface RestServiceOptions {
  readonly options: LambdaOptions;
  readonly functions: () => Functions;
  readonly invokeAsync: InvokeAsync;
}

const ROUTE = /^\/2015-03-31\/functions\/(?<name>[^/]+)(?<rest>\/[^?]*)?$/;
/** "Lambda quotas": synchronous payloads. */
const MOST_REQUEST_BYTES = 6_291_456;

/** What a caller asks of one function. */
interface Call {
  readonly operation: 'Invoke' | 'GetFunction' | 'GetFunctionConfiguration';
  /** As IAM names it. */
  readonly action: string;
  readonly target: FoundFunction;
}

/** Lambda's REST API: the calls that the SDK's LambdaClient needs to run a function and look at it. */
export function createRestService({ options, functions, invokeAsync }: RestServiceOptions): RestService {
  const { gatekeeper, hooks } = options;

  const answer = async (request: IncomingMessage): Promise<Reply | 'reset'> => {
    const body = await readRequestBody(request);
    const principal = await gatekeeper.authenticate(request, body.wire);
    const { operation, action, target } = findCall(request, functions());
    gatekeeper.authorize(principal, [{ action, resource: target.arn }]);
    const name = { operation, resource: target.arn };
    await hooks?.beforeCall?.(name);
    const reply =
      operation === 'Invoke'
        ? await invokeOverHttp({ request, body: body.content, target, functions: functions(), invokeAsync })
        : functionConfiguration(operation, target);
    return (await hooks?.afterCall?.(name)) === 'reset' ? 'reset' : reply;
  };
  return {
    accepts: ({ url = '' }) => url.startsWith('/2015-03-31/functions'),
    handle: async (request, response) => {
      await answer(request).then(
        (reply) => {
          send(response, reply);
        },
        (error: unknown) => {
          if (!(error instanceof AwsError)) throw error;
          sendError(response, error);
        },
      );
    },
  };
}

function send(response: ServerResponse, reply: Reply | 'reset'): void {
  if (reply === 'reset') response.destroy();
  else sendReply(response, reply);
}

function findCall({ method = '', url = '' }: IncomingMessage, functions: Functions): Call {
  const { pathname, searchParams } = new URL(url, 'http://local');
  const { name = '', rest = '' } = ROUTE.exec(pathname)?.groups ?? {};
  const calls: Readonly<Record<string, Pick<Call, 'operation' | 'action'>>> = {
    'POST /invocations': { operation: 'Invoke', action: 'lambda:InvokeFunction' },
    'GET ': { operation: 'GetFunction', action: 'lambda:GetFunction' },
    'GET /configuration': {
      operation: 'GetFunctionConfiguration',
      action: 'lambda:GetFunctionConfiguration',
    },
  };
  const call = name === '' ? undefined : calls[`${method} ${rest}`];
  if (!call) {
    const message = `This local Lambda does not support ${method} ${pathname}`;
    throw new AwsError('UnknownOperationException', message, { statusCode: 501 });
  }
  const target = functions.find(decodeURIComponent(name), searchParams.get('Qualifier') ?? undefined);
  return { ...call, target };
}

async function readRequestBody(request: IncomingMessage): Promise<Body> {
  try {
    return await readBody(request, MOST_REQUEST_BYTES);
  } catch (cause) {
    if (!(cause instanceof AwsError) || cause.statusCode !== 413) throw cause;
    const message = `Request must be smaller than ${MOST_REQUEST_BYTES} bytes for the InvokeFunction operation`;
    throw new AwsError('RequestTooLargeException', message, { statusCode: 413 });
  }
}
