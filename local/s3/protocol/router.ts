import type { Operation, Route } from './operation.ts';
import type { S3Request } from './s3-request.ts';
import { notImplemented, s3Error } from './s3-error.ts';
import { isAuthenticationParameter } from './authentication-parameters.ts';

/** Headers that every operation understands. */
const COMMON_HEADERS = [
  'x-amz-content-sha256',
  'x-amz-date',
  'x-amz-security-token',
  'x-amz-user-agent',
  'x-amz-expected-bucket-owner',
  'x-amz-decoded-content-length',
  'x-amz-trailer',
];

/** Headers that are understood with these values only. */
const FIXED_VALUES: ReadonlyMap<string, readonly string[]> = new Map([
  ['x-amz-acl', ['private', 'bucket-owner-full-control']],
  ['x-amz-server-side-encryption', ['AES256']],
  ['x-amz-storage-class', ['STANDARD']],
  ['x-amz-tagging-directive', ['COPY']],
]);

const METHODS: readonly string[] = ['GET', 'HEAD', 'PUT', 'POST', 'DELETE'] satisfies Route['method'][];

/** The operation a request asks for. Throws NotImplemented, naming what is not understood, and never ignores it. */
export function findOperation(operations: readonly Operation[], request: S3Request): Operation {
  if (!METHODS.includes(request.method))
    throw s3Error('MethodNotAllowed', { fields: { Method: request.method } });
  const operation = operations.find(({ route }) => matches(route, request));
  if (!operation) throw notImplemented(describe(request));
  const unknown = [...request.query.keys()].find((name) => !understandsParameter(operation, request, name));
  if (unknown !== undefined) throw notImplemented(`${describe(request)}: the query parameter ${unknown}`);
  for (const [name, value] of request.headers) refuseHeader(operation, name, value);
  return operation;
}

/** Routes with more markers come first in the table, so the first match is the most specific. */
function matches(route: Route, request: S3Request): boolean {
  const on = request.key !== undefined ? 'key' : request.bucket !== undefined ? 'bucket' : 'service';
  return (
    route.method === request.method &&
    route.on === on &&
    (route.markers ?? []).every((marker) => request.query.has(marker)) &&
    (route.header === undefined || request.headers.has(route.header))
  );
}

/** The SDK names its operation in `x-id`; parameters that begin with `x-` are the caller's own, for access logs. */
function understandsParameter(operation: Operation, request: S3Request, name: string): boolean {
  if (request.presigned && /^x-amz-/i.test(name)) {
    return isAuthenticationParameter(name) || understandsHeader(operation, name.toLowerCase());
  }
  const own = [...(operation.query ?? []), ...(operation.route.markers ?? [])];
  return own.includes(name) || (name.startsWith('x-') && !name.startsWith('x-amz-'));
}

function understandsHeader(operation: Operation, name: string): boolean {
  return [...COMMON_HEADERS, ...(operation.headers ?? [])].some((known) =>
    known.endsWith('-') ? name.startsWith(known) : name === known,
  );
}

function refuseHeader(operation: Operation, name: string, value: string): void {
  if (!name.startsWith('x-amz-')) return;
  const allowed = FIXED_VALUES.get(name);
  if (!understandsHeader(operation, name) || (allowed && !allowed.includes(value))) {
    throw notImplemented(`the header ${name}: ${value} (${operation.name})`);
  }
}

function describe({ method, bucket, key, query }: S3Request): string {
  const path = `/${[bucket, key].filter((part) => part !== undefined).join('/')}`;
  const parameters = [...query.keys()].filter((name) => !isAuthenticationParameter(name)).join('&');
  return query.get('x-id') ?? `${method} ${path}${parameters === '' ? '' : `?${parameters}`}`;
}
