import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Clock } from '../clock/clock.ts';
import { comesFromThisMachine } from '../iam/loopback.ts';
import { AwsError } from './aws-error.ts';
import { readBody } from './body.ts';
import type { FaultHooks } from './fault.ts';
import type { Gatekeeper } from './gatekeeper.ts';
import { sendJson, sendJsonError } from './json-protocol.ts';
import { performCall } from './perform-call.ts';
import type { JsonCall, JsonService, RestService } from './service.ts';

export type { Gatekeeper };

export interface EndpointOptions {
  readonly jsonServices: readonly JsonService[];
  readonly restServices: readonly RestService[];
  readonly gatekeeper: Gatekeeper;
  /** Asked around each JSON call; the REST services ask by themselves. */
  readonly faults?: FaultHooks;
  /** Tells the time of answers. Signers set their clocks by it, so it has to be the one signatures are judged by. */
  readonly clock?: Clock;
  /** Refuses what a foreign web page could have sent: for an endpoint that asks nobody who he is. */
  readonly onlyFromThisMachine?: boolean;
}

/** DynamoDB takes requests of up to 16 MB; no other JSON service takes more. */
const BODY_LIMIT_BYTES = 17 * 1024 * 1024;

const HEAD_TIMEOUT_MS = 60_000;

/** The one address every AWS client is pointed at (AWS_ENDPOINT_URL): dispatches on X-Amz-Target, else on path. */
export function createEndpoint(options: EndpointOptions): Server {
  const services = new Map(options.jsonServices.map((service) => [service.targetPrefix, service]));
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (options.clock) response.setHeader('date', new Date(options.clock.now()).toUTCString());
    if (options.onlyFromThisMachine === true && !comesFromThisMachine(request.headers)) {
      sendJsonError(response, 'json-1.0', foreign());
      return;
    }
    const target = request.headers['x-amz-target'];
    if (typeof target === 'string') await answerJson({ options, services, request, response, target });
    else await answerRest(options.restServices, request, response);
  };
  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      // A caller that hung up in the middle, such as a sandbox that was ended, has nobody to answer.
      if (!request.destroyed || request.complete) fail(response, error);
    });
  });
  // A frozen sandbox cannot see that its connection is closed: it would find out by its next request failing.
  server.keepAliveTimeout = 0;
  // A large object may take long to come in; heads may not.
  server.requestTimeout = 0;
  server.headersTimeout = HEAD_TIMEOUT_MS;
  return server;
}

function fail(response: ServerResponse, error: unknown): void {
  process.stderr.write(`local: ${Error.isError(error) ? (error.stack ?? error.message) : String(error)}\n`);
  if (response.headersSent) response.destroy();
  else {
    sendJsonError(
      response,
      'json-1.0',
      new AwsError('InternalFailure', 'The local stack failed: see its output', { statusCode: 500 }),
    );
  }
}

function foreign(): AwsError {
  const message = 'Without authorization, this local stack answers only programs and pages of this machine';
  return new AwsError('AccessDeniedException', message, { statusCode: 403 });
}

async function answerRest(
  services: readonly RestService[],
  request: IncomingMessage,
  response: ServerResponse,
) {
  const service = services.find((candidate) => candidate.accepts(request));
  if (service) return service.handle(request, response);
  const message = `${request.method ?? ''} ${request.url ?? ''} is not a call this local stack serves`;
  sendJsonError(
    response,
    'json-1.0',
    new AwsError('UnknownOperationException', message, { statusCode: 501 }),
  );
}

interface JsonExchange {
  readonly options: EndpointOptions;
  readonly services: ReadonlyMap<string, JsonService>;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly target: string;
}

async function answerJson({ options, services, request, response, target }: JsonExchange): Promise<void> {
  const [prefix = '', operation = ''] = target.split('.');
  const service = services.get(prefix);
  const protocol = service?.protocol ?? 'json-1.0';
  try {
    const body = await readBody(request, BODY_LIMIT_BYTES);
    if (!service) throw unknownTarget(target);
    const principal = await options.gatekeeper.authenticate(request, body.wire);
    const call: JsonCall = { operation, input: parseInput(body.content), principal };
    const performed = await performCall(service, call, options);
    if (performed === 'reset') response.destroy();
    else sendJson(response, protocol, performed.output);
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    sendJsonError(response, protocol, error);
  }
}

function unknownTarget(target: string): AwsError {
  return new AwsError('UnknownOperationException', `This local stack has no service for ${target}`, {
    statusCode: 501,
  });
}

function parseInput(body: Buffer): Record<string, unknown> {
  try {
    const input: unknown = JSON.parse(body.length === 0 ? '{}' : body.toString('utf8'));
    if (typeof input === 'object' && input !== null && !Array.isArray(input)) return { ...input };
  } catch {
    // Falls through to the one refusal below.
  }
  throw new AwsError('SerializationException', 'The request body is not a JSON object');
}
