import * as v from 'valibot';
import { parseJson } from './json.ts';
import { ProblemError } from './problem.ts';

/** The part of an HTTP API event that holds the body. */
export interface RawBody {
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body?: string;
  readonly isBase64Encoded: boolean;
}

/** No route of ours needs more; the gateway itself takes 10 MB. */
const LIMIT_BYTES = 64 * 1024;

/** At most so many problems are listed: a hostile body must not make a larger answer. */
const MAX_LISTED = 20;
/** Characters of a refused value. */
const MAX_QUOTED = 100;

/** @throws ProblemError 400, 413 or 415 */
export function readBody<Body>(raw: RawBody, schema: v.GenericSchema<unknown, Body>): Body {
  const value = parseJson(textOf(raw));
  // valibot takes an array for an object without members.
  if (Array.isArray(value))
    throw new ProblemError('invalid_request', 'The body is an array, allowed is an object');
  const result = v.safeParse(schema, value);
  if (result.success) return result.output;
  const errors = result.issues.slice(0, MAX_LISTED).map((issue) => ({
    pointer: pointerTo(issue.path ?? []),
    detail: detailOf(issue),
  }));
  const { pointer = '', detail = 'not allowed' } = errors[0] ?? {};
  throw new ProblemError('invalid_request', `${pointer === '' ? 'the body' : pointer}: ${detail}`, {
    errors,
  });
}

/** A schema's issue names a type; a validation's is worded where the contract is. */
function detailOf({ kind, type, expected, received, message }: v.BaseIssue<unknown>): string {
  const isAboutKeys = type === 'strict_object';
  if (isAboutKeys && expected === 'never') return 'no such field';
  if (isAboutKeys && received === 'undefined') return 'missing';
  const quoted = received.length > MAX_QUOTED ? `${received.slice(0, MAX_QUOTED)}...` : received;
  return `got ${quoted}, allowed is ${kind === 'validation' ? message : (expected ?? message)}`;
}

function textOf({ headers, body = '', isBase64Encoded }: RawBody): string {
  const mediaType = headers['content-type']?.split(';')[0]?.trim().toLowerCase();
  if (mediaType !== 'application/json') {
    throw new ProblemError('unsupported_media_type', `The content type is ${mediaType ?? 'missing'}`, {
      headers: { 'accept-post': 'application/json' },
    });
  }
  if (Buffer.byteLength(body) > (isBase64Encoded ? LIMIT_BYTES * 2 : LIMIT_BYTES)) {
    throw new ProblemError('payload_too_large', `This route takes at most ${LIMIT_BYTES} bytes`);
  }
  return isBase64Encoded ? decode(body) : body;
}

/** The gateway hands over as base64 what it does not take for text. */
function decode(body: string): string {
  const bytes = Buffer.from(body, 'base64');
  if (bytes.toString('base64') !== body) throw new ProblemError('malformed_json', 'The body is not base64');
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (cause) {
    throw new ProblemError('malformed_json', 'The body is not UTF-8', { cause });
  }
}

/** RFC 6901. */
function pointerTo(path: readonly { readonly key?: unknown }[]): string {
  return path.map(({ key }) => `/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}
