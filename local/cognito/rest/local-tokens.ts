import type { IncomingMessage, ServerResponse } from 'node:http';
import * as v from 'valibot';
import { AwsError } from '../../aws-endpoint/aws-error.ts';
import { readBody } from '../../aws-endpoint/body.ts';
import type { RestService } from '../../aws-endpoint/service.ts';
import { isLoopbackHost } from '../../iam/loopback.ts';
import type { RunningPool } from '../pool/user-pool.ts';
import { sendJson } from './send-json.ts';

const PATH = '/_local/tokens';
const BODY_LIMIT_BYTES = 4096;

const TokenRequest = v.strictObject({
  username: v.pipe(v.string(), v.minLength(1), v.maxLength(128)),
  client_id: v.optional(v.string()),
  user_pool_id: v.optional(v.string()),
});

/**
 * `POST /_local/tokens {"username": "operator"}` gives a token to whoever sits at this machine, in place of the hosted
 * pages. No web page may ask: browsers send an Origin, and a page rebound to 127.0.0.1 its own name as Host.
 */
export function createLocalTokens(pools: readonly RunningPool[]): RestService {
  return {
    accepts: ({ url }) => url?.split('?')[0] === PATH,
    handle: async (request, response) => {
      try {
        checkCaller(request);
        sendJson(response, 200, await issue(pools, await readRequest(request)));
      } catch (error) {
        if (!(error instanceof AwsError)) throw error;
        refuse(response, error);
      }
    },
  };
}

function checkCaller({ method, headers }: IncomingMessage): void {
  if (method !== 'POST') {
    throw new AwsError('MethodNotAllowedException', `Only POST is allowed on ${PATH}`, { statusCode: 405 });
  }
  if (headers.origin !== undefined || !isLoopbackHost(headers.host ?? '')) {
    const message =
      'Tokens are given to local programs only: Host must be a loopback name, and there must be no Origin';
    throw new AwsError('ForbiddenException', message, { statusCode: 403 });
  }
}

async function readRequest(request: IncomingMessage): Promise<v.InferOutput<typeof TokenRequest>> {
  const { wire } = await readBody(request, BODY_LIMIT_BYTES);
  try {
    return v.parse(TokenRequest, JSON.parse(wire.toString('utf8')));
  } catch {
    const message = 'The body must be {"username": "...", "client_id"?: "...", "user_pool_id"?: "..."}';
    throw new AwsError('InvalidParameterException', message);
  }
}

async function issue(
  pools: readonly RunningPool[],
  { username, client_id: clientId, user_pool_id: poolId }: v.InferOutput<typeof TokenRequest>,
): Promise<object> {
  const [pool, ...others] = pools.filter(
    ({ id, clientIds }) => (poolId ?? id) === id && (clientId === undefined || clientIds.includes(clientId)),
  );
  if (!pool || others.length > 0) {
    const message = `user_pool_id and client_id must name one of: ${pools.map(({ id }) => id).join(', ')}`;
    throw new AwsError('ResourceNotFoundException', message);
  }
  const { accessToken, expiresInSeconds } = await pool.issueAccessToken(username, clientId);
  return { access_token: accessToken, token_type: 'Bearer', expires_in: expiresInSeconds };
}

const STATUS: Readonly<Record<string, number>> = {
  UserNotFoundException: 404,
  ResourceNotFoundException: 404,
  NotAuthorizedException: 403,
};

function refuse(response: ServerResponse, error: AwsError): void {
  const statusCode = STATUS[error.code] ?? error.statusCode;
  if (statusCode === 405) response.setHeader('allow', 'POST');
  // What is left of an over-long body must not be read as the next request.
  response.setHeader('connection', 'close');
  sendJson(response, statusCode, { message: error.message });
}
