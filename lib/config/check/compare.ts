import type { Finding } from '../problem.ts';
import { formatDuration } from '../../shared/duration.ts';

/** A value under its key, or under the words for where it comes from. */
export interface Measured {
  readonly path: readonly string[];
  readonly value: number;
  readonly text: string;
}

export function span(path: readonly string[], milliseconds: number): Measured {
  return { path, value: milliseconds, text: formatDuration(milliseconds) };
}

export function amount(path: readonly string[], value: number): Measured {
  return { path, value, text: String(value) };
}

const RELATIONS = {
  'at least': (left: number, right: number) => left >= right,
  'at most': (left: number, right: number) => left <= right,
  above: (left: number, right: number) => left > right,
  below: (left: number, right: number) => left < right,
  'a multiple of': (left: number, right: number) => left % right === 0,
  exactly: (left: number, right: number) => left === right,
} as const;

/** One finding, at the path of `left`, unless the relation holds. */
export function compare(left: Measured, relation: keyof typeof RELATIONS, right: Measured): Finding[] {
  if (RELATIONS[relation](left.value, right.value)) return [];
  const allowed = `${relation} ${right.text} (${right.path.join('.')})`;
  return [{ path: left.path, found: left.text, allowed }];
}
