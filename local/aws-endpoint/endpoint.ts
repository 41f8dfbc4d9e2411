import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { AwsError } from './aws-error.ts';
import { readBody } from './body.ts';
import { sendJson, sendJsonError } from './json-protocol.ts';
import type { JsonCall, JsonService, Permission, Principal, RestService } from './service.ts';

/** Decides who is calling and whether they may. Both throw AwsError (UnrecognizedClientException, AccessDeniedException...). */
export interface Gatekeeper {
  authenticate(request: IncomingMessage, body: Buffer): Promise<Principal>;
  authorize(principal: Principal, permissions: readonly Permission[]): void;
}

export interface EndpointOptions {
  readonly jsonServices: readonly JsonService[];
  readonly restServices: readonly RestService[];
  readonly gatekeeper: Gatekeeper;
  /** Asked before each JSON call: throw an AwsError, or return a promise that hangs, to inject a fault. */
  readonly beforeCall?: (service: JsonService, call: JsonCall) => Promise<void> | void;
}

/** DynamoDB takes requests of up to 16 MB; no other JSON service takes more. */
const BODY_LIMIT_BYTES = 17 * 1024 * 1024;

/** The one address every AWS client is pointed at (AWS_ENDPOINT_URL): dispatches on X-Amz-Target, else on path. */
export function createEndpoint(options: EndpointOptions): Server {
  const services = new Map(options.jsonServices.map((service) => [service.targetPrefix, service]));
  return createServer((request, response) => {
    const target = request.headers['x-amz-target'];
    const answer =
      typeof target === 'string'
        ? answerJson({ options, services, request, response, target })
        : answerRest(options.restServices, request, response);
    answer.catch((error: unknown) => {
      process.stderr.write(
        `local: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
      );
      response.destroy();
    });
  });
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
    options.gatekeeper.authorize(principal, service.permissions(call));
    await options.beforeCall?.(service, call);
    sendJson(response, protocol, await service.call(call));
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
