import * as v from 'valibot';
import { FUNCTIONS } from '../../check/expression-functions.ts';

/** Variables that the state machine has of its own: a step's output may not hide them. */
const OURS: readonly string[] = [
  ...['execution', 'failure', 'untaken', 'plan', 'asking', 'callback', 'closing', 'states'],
];

/** Names that JavaScript gives a meaning of its own. */
const RESERVED: readonly string[] = ['constructor', 'prototype'];

export const runbookId = v.pipe(
  v.string(),
  v.regex(/^[a-z][a-z0-9]*(_[a-z0-9]+)*$/),
  v.maxLength(48),
  v.check((name) => !RESERVED.includes(name)),
  v.description('a name of its own (at most 48 lower-case letters, digits and single _)'),
);

export const stepId = v.pipe(
  v.string(),
  v.regex(/^[a-z][a-z0-9_]{0,31}$/),
  v.check((name) => ![...OURS, ...RESERVED, ...FUNCTIONS].includes(name)),
  v.description(
    `a name of its own (a lower-case letter, then up to 31 lower-case letters, digits or _; no function of JSONata, none of ${OURS.join(', ')})`,
  ),
);

export const inputName = v.pipe(
  v.string(),
  v.regex(/^[a-z][a-z0-9_]{0,31}$/),
  v.check((name) => !RESERVED.includes(name)),
  v.description('a name (a lower-case letter, then up to 31 lower-case letters, digits or _)'),
);

/** Step Functions: a state's name has at most 80 characters, and the longest of ours adds `Ask again? `. */
export const stateName = v.pipe(
  v.string(),
  v.regex(/^[A-Z][\p{L}\p{N} ,.'()%-]{2,58}[\p{L}\p{N})%]$/u),
  v.description(
    "a short sentence (4 to 60 letters, digits, spaces and ,.'()%-, the first a capital, no full stop)",
  ),
);

export const sentence = v.pipe(
  v.string(),
  v.trim(),
  v.nonEmpty(),
  v.maxLength(1_000),
  v.description('text of at most 1000 characters'),
);
