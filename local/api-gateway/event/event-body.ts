export interface EventBody {
  readonly body?: string;
  readonly isBase64Encoded: boolean;
}

/** Measured on AWS, where the documentation says "binary" only: forms and untyped bodies are binary, too. */
const TEXT = /^(?:text\/[^;]*|application\/(?:json|xml|javascript))\s*(?:;|$)/i;

export function eventBody(body: Buffer, headers: Readonly<Record<string, string>>): EventBody {
  if (body.length === 0) return { isBase64Encoded: false };
  const isText =
    TEXT.test(headers['content-type']?.trim() ?? '') && headers['content-encoding'] === undefined;
  return isText
    ? { body: body.toString('utf8'), isBase64Encoded: false }
    : { body: body.toString('base64'), isBase64Encoded: true };
}
