import type { IncomingMessage } from 'node:http';
import { AwsError } from '../aws-endpoint/aws-error.ts';
import type { Permission, Principal, RestService } from '../aws-endpoint/service.ts';
import type { Clock } from '../clock/clock.ts';
import type { Environment } from '../cloud-assembly/resource.ts';
import { authenticate } from './access/authenticate.ts';
import type { S3Access } from './access/s3-access.ts';
import { createRequestBody } from './body/request-body.ts';
import { OPERATIONS } from './operations/all.ts';
import type { Operation, S3Call } from './protocol/operation.ts';
import type { Reply } from './protocol/reply.ts';
import { findOperation } from './protocol/router.ts';
import { s3Error } from './protocol/s3-error.ts';
import { parseS3Request, type S3Request } from './protocol/s3-request.ts';
import { errorReply, sendReply } from './protocol/send-reply.ts';
import type { Bucket } from './store/bucket.ts';

/** Where tests and rehearsals break things: either may return a promise that hangs. */
export interface S3Hooks {
  /** The call is understood and signed, and nothing of it has happened. Throw an AwsError to have it fail. */
  readonly beforeCall?: (call: S3CallName) => Promise<void> | void;
  /** It has happened and the caller does not know. Answer `reset` to break the connection. */
  readonly afterCall?: (call: S3CallName) => Promise<'reset' | undefined> | 'reset' | undefined;
}

export interface S3CallName {
  /** E.g. `PutObject`. */
  readonly operation: string;
  /** ARN of the bucket or object; `*` for a call on neither. */
  readonly resource: string;
}

export interface S3ServiceOptions extends S3Hooks {
  readonly clock: Clock;
  readonly environment: Environment;
  readonly access: S3Access;
}

export function createS3Service(
  options: S3ServiceOptions,
  buckets: ReadonlyMap<string, Bucket>,
): RestService {
  return {
    accepts: (http) => (signedService(http) ?? 's3') === 's3',
    handle: async (http, response) => {
      const reply = await answer(http, options, buckets);
      if (reply === 'reset') response.destroy();
      else await sendReply(response, reply);
    },
  };
}

/** The service that a request says it is signed for: the others' calls are not for us, unsigned ones are. */
function signedService({ headers, url = '' }: IncomingMessage): string | undefined {
  const credential =
    /[?&]X-Amz-Credential=([^&]*)/.exec(url)?.[1]?.replace(/%2F/gi, '/') ?? headers.authorization;
  return /\/([^/]+)\/aws4_request/.exec(credential ?? '')?.[1];
}

async function answer(
  http: IncomingMessage,
  options: S3ServiceOptions,
  buckets: ReadonlyMap<string, Bucket>,
): Promise<Reply | 'reset'> {
  try {
    return await perform(parseS3Request(http), options, buckets);
  } catch (error) {
    // The caller hung up before its body was read: nobody is left to answer.
    if (http.errored) return 'reset';
    // What is left of the body is read away, else the caller's next request would wait behind it.
    http.resume();
    const { method = '' } = http;
    if (error instanceof AwsError) return errorReply(error, { method, http });
    process.stderr.write(`s3: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    return errorReply(s3Error('InternalError'), { method, http });
  }
}

async function perform(
  request: S3Request,
  options: S3ServiceOptions,
  buckets: ReadonlyMap<string, Bucket>,
): Promise<Reply | 'reset'> {
  const { access, environment, clock } = options;
  const { principal, signing } = authenticate(request, {
    access,
    region: environment.region,
    now: clock.now(),
  });
  const operation = findOperation(OPERATIONS, request);
  checkBucketOwner(request, environment);
  const name = nameOf(operation, request);
  const call: S3Call = {
    request,
    body: createRequestBody(request, signing),
    environment,
    buckets,
    now: () => Math.floor(clock.now() / 1000) * 1000,
    authorize: (...permissions) => {
      if (access !== 'open') authorize(access, principal, permissions);
    },
  };
  await options.beforeCall?.(name);
  const reply = await operation.handle(call);
  if ((await options.afterCall?.(name)) !== 'reset') return reply;
  if (typeof reply.body === 'object') await reply.body.close();
  return 'reset';
}

function nameOf({ name }: Operation, { bucket, key }: S3Request): S3CallName {
  const path = [bucket, key].filter((part) => part !== undefined).join('/');
  return { operation: name, resource: path === '' ? '*' : `arn:aws:s3:::${path}` };
}

function checkBucketOwner({ headers }: S3Request, { account }: Environment): void {
  const expected = headers.get('x-amz-expected-bucket-owner');
  if (expected !== undefined && expected !== account) throw s3Error('AccessDenied');
}

/** IAM's refusal has another name and status in S3; its sentence stays. */
function authorize(
  access: Exclude<S3Access, 'open'>,
  principal: Principal,
  permissions: readonly Permission[],
): void {
  try {
    access.authorize(principal, permissions);
  } catch (error) {
    if (error instanceof AwsError) throw s3Error('AccessDenied', { message: error.message });
    throw error;
  }
}
