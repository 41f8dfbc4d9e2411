import * as v from 'valibot';

/** Opaque to callers. What it holds is a place among things in order, so that it survives changes between pages. */
export function pageToken(place: unknown): string {
  return Buffer.from(JSON.stringify(place)).toString('base64url');
}

/** Undefined for text that `pageToken` did not make. */
export function readPageToken<Schema extends v.GenericSchema>(
  schema: Schema,
  token: string,
): v.InferOutput<Schema> | undefined {
  try {
    const place: unknown = JSON.parse(Buffer.from(token, 'base64url').toString('utf8'));
    const result = v.safeParse(schema, place);
    return result.success ? result.output : undefined;
  } catch {
    return undefined;
  }
}
