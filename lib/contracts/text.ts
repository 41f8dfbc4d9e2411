import * as v from 'valibot';

/** Free text that people read later: well-formed Unicode, no control characters. */
export const text = v.pipe(
  v.string(),
  v.trim(),
  v.minLength(1, 'at least 1 character'),
  v.maxLength(500, 'at most 500 characters'),
  v.check(
    (value) => value.isWellFormed() && !/[\p{Cc}\u202a-\u202e\u2066-\u2069\ufffd]/u.test(value),
    'printable text',
  ),
);

/** The same, longer and in lines. */
export const longText = v.pipe(
  v.string(),
  v.trim(),
  v.minLength(1, 'at least 1 character'),
  v.maxLength(4_000, 'at most 4000 characters'),
  v.check(
    (value) => value.isWellFormed() && !/(?![\n\t])[\p{Cc}\u202a-\u202e\u2066-\u2069\ufffd]/u.test(value),
    'printable text',
  ),
);
