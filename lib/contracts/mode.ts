import * as v from 'valibot';

/** At most this many modes: a chi-square over more classes than samples says nothing. */
export const MAX_MODES = 16;

export const modeName = v.pipe(
  v.string(),
  v.regex(/^[a-z][a-z0-9_]{0,31}$/, 'a mode name: a lower-case letter, then up to 31 letters, digits or _'),
);

export type Mode = string;
