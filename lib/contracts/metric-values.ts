const WORDS: ReadonlyMap<unknown, number> = new Map([
  [null, NaN],
  ['NaN', NaN],
  ['Infinity', Infinity],
  ['-Infinity', -Infinity],
]);

export const METRIC_VALUE = 'a number, null, "NaN", "Infinity" or "-Infinity"';

/**
 * One value of a metric. JSON has no word for what is not finite, so the names of those come as text; null is what many
 * writers make of them. A number too large for a double (1e999) is infinite once it is read.
 * @returns undefined for anything else
 */
export function parseMetricValue(value: unknown): number | undefined {
  return typeof value === 'number' ? value : WORDS.get(value);
}

/** Members of a row that are no metrics, and names that JavaScript gives a meaning of its own. */
const RESERVED: ReadonlySet<string> = new Set(['step', 'steps', 'constructor', 'prototype']);

const NAME = /^[a-z][a-z0-9_]{0,63}$/;

export const METRIC_NAME = 'a metric: a lower-case letter, then up to 63 of those, digits or _';

export function isMetricName(name: string): boolean {
  return NAME.test(name) && !RESERVED.has(name);
}
