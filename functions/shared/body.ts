import * as v from 'valibot';
import { refusalsOf } from './issues.ts';
import { parseJson } from './json.ts';
import { ProblemError } from './problem.ts';

/** The part of an HTTP API event that holds the body. */
export interface RawBody {
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body?: string;
  readonly isBase64Encoded: boolean;
}

/** Enough for what people send; a route that takes more says so. The gateway itself takes 10 MB. */
export const DEFAULT_MAX_BODY_BYTES = 64 * 1024;

/** @throws ProblemError 400, 413 or 415 */
export function readBody<Body>(
  raw: RawBody,
  schema: v.GenericSchema<unknown, Body>,
  maxBytes = DEFAULT_MAX_BODY_BYTES,
): Body {
  const value = parseJson(textOf(raw, maxBytes));
  // valibot takes an array for an object without members.
  if (Array.isArray(value))
    throw new ProblemError('invalid_request', 'The body is an array, allowed is an object');
  const result = v.safeParse(schema, value);
  if (result.success) return result.output;
  const errors = refusalsOf(result.issues);
  const { pointer = '', detail = 'not allowed' } = errors[0] ?? {};
  throw new ProblemError('invalid_request', `${pointer === '' ? 'the body' : pointer}: ${detail}`, {
    errors,
  });
}

function textOf({ headers, body = '', isBase64Encoded }: RawBody, maxBytes: number): string {
  const mediaType = headers['content-type']?.split(';')[0]?.trim().toLowerCase();
  if (mediaType !== 'application/json') {
    throw new ProblemError('unsupported_media_type', `The content type is ${mediaType ?? 'missing'}`, {
      headers: { 'accept-post': 'application/json' },
    });
  }
  if (Buffer.byteLength(body, isBase64Encoded ? 'base64' : 'utf8') > maxBytes)
    throw new ProblemError('payload_too_large', `This route takes at most ${maxBytes} bytes`);
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
