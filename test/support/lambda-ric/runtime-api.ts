import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';

/** What the runtime posted: `response`, `error` (of an invocation), or `init` (it could not load the function). */
export interface Posted {
  readonly kind: 'response' | 'error' | 'init';
  readonly body: string;
}

export interface Invocation {
  readonly requestId: string;
  readonly payload: string;
  readonly functionArn: string;
  readonly deadlineMs: number;
}

/** The Lambda Runtime API for one runtime ("Using the Lambda runtime API"): hands out invocations, takes answers. */
export interface RuntimeApi {
  readonly server: Server;
  /** The next thing the runtime posts. */
  invoke(invocation: Invocation): Promise<Posted>;
}

export function createRuntimeApi(): RuntimeApi {
  const waiting: ServerResponse[] = [];
  const queue: Invocation[] = [];
  let onPosted: ((posted: Posted) => void) | undefined;

  const match = (): void => {
    const [invocation, response] = [queue[0], waiting[0]];
    if (!invocation || !response) return;
    queue.shift();
    waiting.shift();
    response.writeHead(200, {
      'content-type': 'application/json',
      'lambda-runtime-aws-request-id': invocation.requestId,
      'lambda-runtime-deadline-ms': String(invocation.deadlineMs),
      'lambda-runtime-invoked-function-arn': invocation.functionArn,
    });
    response.end(invocation.payload);
  };
  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { url = '' } = request;
    if (url.endsWith('/invocation/next')) {
      waiting.push(response);
      match();
      return;
    }
    const [, kind = ''] = /\/(response|init)?(?:\/?error)?$/.exec(url) ?? [];
    const body = await text(request);
    response.writeHead(202).end('{}');
    onPosted?.({ kind: kind === 'response' || kind === 'init' ? kind : 'error', body });
  };
  return {
    server: createServer((request, response) => void handle(request, response)),
    invoke: (invocation) =>
      new Promise((resolve) => {
        onPosted = resolve;
        queue.push(invocation);
        match();
      }),
  };
}
