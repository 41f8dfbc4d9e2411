import { h } from 'preact';
import type { Problem } from '../api/problem.ts';
import { clockText } from './times.ts';

/** What went wrong, in the API's own words. */
export function ProblemNote({ problem }: { readonly problem: Problem }) {
  const { title, detail, errors, retryAfter, readAt } = problem;
  return h(
    'div',
    { class: 'problem', role: 'alert' },
    h('strong', {}, title),
    detail !== undefined && h('p', {}, detail),
    errors.length > 0 &&
      h(
        'ul',
        {},
        ...errors.map(({ pointer, detail: what }) => h('li', {}, h('code', {}, pointer), ` ${what}`)),
      ),
    retryAfter !== undefined && h('p', {}, `Try again in ${retryAfter} s.`),
    readAt !== undefined &&
      h('p', {}, `What is shown was last read at ${clockText(new Date(readAt).toISOString())}.`),
  );
}
