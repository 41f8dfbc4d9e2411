import * as v from 'valibot';

const MAX_LIMIT = 200;
const DEFAULT_LIMIT = '50';
/** A DynamoDB sort key has at most 1,024 bytes; the rest is base64 and the checksum. */
const MAX_CURSOR_LENGTH = 1_500;
const ALLOWED_LIMIT = `a whole number from 1 to ${MAX_LIMIT}`;

/** The members that the query schema of every list has: `v.strictObject({...pageQuery, status: ...})`. */
export const pageQuery = {
  limit: v.pipe(
    v.optional(v.string(), DEFAULT_LIMIT),
    v.regex(/^[1-9]\d{0,2}$/, ALLOWED_LIMIT),
    v.transform(Number),
    v.maxValue(MAX_LIMIT, ALLOWED_LIMIT),
  ),
  cursor: v.optional(v.pipe(v.string(), v.maxLength(MAX_CURSOR_LENGTH, 'a next_cursor of this list'))),
};

/** Of a list that nothing else is asked of. */
export const plainPageQuery = v.strictObject(pageQuery);
