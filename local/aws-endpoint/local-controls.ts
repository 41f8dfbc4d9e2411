import type { IncomingMessage } from 'node:http';
import * as v from 'valibot';
import type { MovableClock } from '../clock/clock.ts';
import { comesFromThisMachine } from '../iam/loopback.ts';
import { AwsError } from './aws-error.ts';
import { readBody } from './body.ts';
import { FAULT_KINDS, type Faults } from './fault.ts';
import { sendJson, sendJsonError } from './json-protocol.ts';
import type { RestService } from './service.ts';

const wholeNumber = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const name = v.pipe(v.string(), v.minLength(1));

const faultSchema = v.strictObject({
  service: name,
  operation: name,
  resource: v.exactOptional(name),
  caller: v.exactOptional(name),
  kind: v.picklist(FAULT_KINDS),
  times: v.optional(v.pipe(wholeNumber, v.minValue(1)), 1),
  code: v.exactOptional(name),
});
/** A hundred years: a date beyond what everything can write would be no test of anything. */
const MOST_MS = 100 * 365 * 24 * 3_600 * 1_000;
const clockSchema = v.strictObject({ advance_ms: v.pipe(wholeNumber, v.maxValue(MOST_MS)) });

const BODY_LIMIT_BYTES = 64 * 1024;

export interface LocalControlsOptions {
  readonly clock: MovableClock;
  readonly faults: Faults;
  /** Who holds which policy of the template. */
  readonly users: readonly LocalUser[];
}

export interface LocalUser {
  readonly name: string;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
}

/**
 * What AWS does not have: moving the clock and breaking calls. For whoever is on this machine, but for no web page.
 * - GET /_local/clock: {now, now_ms}; POST {advance_ms}: the same, after every timer on the way has fired
 * - GET /_local/users: {users}, each with its keys
 * - GET /_local/faults: {faults}; POST a fault: {id}; DELETE: all of them are over
 */
export function createLocalControls({ clock, faults, users }: LocalControlsOptions): RestService {
  const tellTime = (): object => ({ now: new Date(clock.now()).toISOString(), now_ms: clock.now() });
  const routes = new Map<string, (request: IncomingMessage) => unknown>([
    ['GET /_local/clock', tellTime],
    [
      'POST /_local/clock',
      async (request) => {
        const { advance_ms } = await readJson(clockSchema, request);
        await clock.advance(advance_ms);
        return tellTime();
      },
    ],
    ['GET /_local/users', () => ({ users: users.map(shownUser) })],
    ['GET /_local/faults', () => ({ faults: faults.list() })],
    ['POST /_local/faults', async (request) => ({ id: faults.inject(await readJson(faultSchema, request)) })],
    [
      'DELETE /_local/faults',
      () => {
        faults.clear();
        return {};
      },
    ],
  ]);
  return {
    accepts: ({ url = '' }) => /^\/_local\/(?:clock|faults|users)$/.test(url),
    handle: async (request, response) => {
      try {
        refuseWebPages(request);
        const route = routes.get(`${request.method ?? ''} ${request.url ?? ''}`);
        if (!route)
          throw new AwsError('MethodNotAllowed', 'This method is not allowed here', { statusCode: 405 });
        sendJson(response, 'json-1.0', await route(request));
      } catch (error) {
        if (!(error instanceof AwsError)) throw error;
        sendJsonError(response, 'json-1.0', error);
      }
    },
  };
}

const shownUser = ({ name: user, credentials: { accessKeyId, secretAccessKey } }: LocalUser) => ({
  name: user,
  access_key_id: accessKeyId,
  secret_access_key: secretAccessKey,
});

/** Browsers say where a page that posts comes from; nothing else that has business here does. */
function refuseWebPages({ headers }: IncomingMessage): void {
  if (comesFromThisMachine(headers) && headers.origin === undefined) return;
  throw new AwsError('AccessDeniedException', 'Only programs on this machine may do this, no web page', {
    statusCode: 403,
  });
}

async function readJson<S extends v.GenericSchema>(
  schema: S,
  request: IncomingMessage,
): Promise<v.InferOutput<S>> {
  const { content } = await readBody(request, BODY_LIMIT_BYTES);
  try {
    return v.parse(schema, JSON.parse(content.toString('utf8')));
  } catch (error) {
    const path = v.isValiError(error) ? v.getDotPath(error.issues[0]) : undefined;
    const reason = Error.isError(error) ? error.message : String(error);
    throw new AwsError('ValidationException', path ? `${path}: ${reason}` : reason);
  }
}
