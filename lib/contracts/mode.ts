import * as v from 'valibot';

/** At most this many modes: a chi-square over more classes than samples says nothing. */
export const MAX_MODES = 16;

export const modeName = v.pipe(
  v.string(),
  v.regex(/^[a-z][a-z0-9_]{0,31}$/, 'a mode name: a lower-case letter, then up to 31 letters, digits or _'),
  // valibot drops these from a record without a word.
  v.notValues(['constructor', 'prototype'], 'a name that no JavaScript object has by itself'),
);

export type Mode = string;
